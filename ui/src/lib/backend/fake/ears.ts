import { UNHEARD, type EarRoom, type Heard } from '../backend'
import { MISSING, type Lacking } from './talk'

/** The ears of the fake: with a key held they hear the first choice, and take it when it is let go. */
export function createEars(lacking: Lacking | null = null, hangUp: () => Promise<void>) {
  const listeners = new Set<(heard: Heard) => void>()
  let heard = UNHEARD
  let down = false

  function change(part: Partial<Heard>): void {
    heard = { ...heard, ...part }
    for (const on of listeners) on(heard)
  }

  const room: EarRoom = {
    async subscribe(on) {
      listeners.add(on)
      on(heard)
      return () => listeners.delete(on)
    },
    async listen(listening) {
      if (listening.on && lacking === 'recogniser') throw MISSING.recogniser
      if (listening.on) await hangUp()
      const microphone = listening.on && !listening.pushed
      const deaf = microphone && lacking === 'microphone'
      change({ listening, said: null, ear: { ...UNHEARD.ear, microphone, deaf, trouble: deaf ? MISSING.microphone : null } })
    },
    microphones: async () =>
      lacking === 'microphone'
        ? []
        : [
            { id: 'built-in', name: 'Built-in microphone', isDefault: true },
            { id: 'desk', name: 'Microphone on the desk', isDefault: false },
          ],
  }

  /** Nobody listens to the performance any more. */
  const quiet = (): void => change({ listening: { ...heard.listening, on: false }, ear: UNHEARD.ear })

  function push(to: boolean, options: string[], choose: (option: number) => void): void {
    if (to === down || !heard.listening.on || !heard.listening.pushed) return
    down = to
    const words = options[0] ?? ''
    change({ ear: { ...heard.ear, microphone: down, hearing: down ? { stable: words, rest: '' } : null } })
    if (down || !words) return
    change({ said: words })
    choose(0)
  }

  return { room, quiet, push }
}
