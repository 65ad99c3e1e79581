import type { Talk } from '../backend/backend'
import { strings } from '../strings'

/**
 * What a screen reader is told of a conversation. What is said in it, nobody says twice; and where the microphone is open
 * beside a loudspeaker, it would hear the screen reader too: there, only beginning, end and waiting are told.
 */
export function announcement(talk: Talk, headphones: boolean): string {
  const say = strings.talk.announce
  if (!talk.open) return talk.number > 0 ? say.ended : ''
  if (talk.paused) return say.paused
  if (talk.listen === 'open' && !headphones) return say.begun
  switch (talk.state) {
    case 'listening':
      return talk.ear.microphone ? say.listening : say.waiting
    case 'thinking':
      return say.thinking
    case 'speaking':
    case 'holding':
      return ''
  }
}
