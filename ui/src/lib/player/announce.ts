import type { Stage } from '../backend/backend'
import { strings } from '../strings'

/**
 * What a screen reader is told when the phase changes. Where the voice reads the choices itself, only their
 * number is said, so that two voices do not talk at once. Where a screen reader is `overheard`, it says no word that
 * would steer the performance.
 */
export function announcement(stage: Stage, readOptions: boolean, overheard: boolean): string {
  const say = strings.player.announce
  if (overheard) return stage.phase === 'ended' ? say.ended : ''
  switch (stage.phase) {
    case 'idle':
      return ''
    case 'preparing':
      return say.preparing(stage.title)
    case 'speaking':
      return say.speaking(stage.title)
    case 'paused':
      return say.paused
    case 'asking':
      return readOptions ? say.asking(stage.options.length) : say.askingAloud(stage.options)
    case 'ended':
      return say.ended
  }
}
