import { DEFAULTS, NOTHING, type Backend, type Control, type Offer, type Settings, type Stage } from './backend'
import { createModels } from './fake/models'
import { Performance, spoken } from './fake/performance'
import { createEars } from './fake/ears'
import { SCRIPTS } from './fake/scripts'
import { createTalk, type Lacking } from './fake/talk'
import { createVoices } from './fake/voices'
import { createWishes, type Unwritten } from './fake/wishes'

/** Seconds between two stages. */
const BEAT = 0.1

/** What a damaged library looks like. */
export const OFFER: Offer = {
  what: 'is damaged: page 12 belongs to nothing.',
  aside: '~/.local/share/vesper/library-damaged-1763892000.db',
  day: 1_763_769_600,
}

/**
 * A backend without a program behind it: performs a few scripts as captions, with real timing, pretends to fetch
 * models, and keeps everything in memory. Stands in for the program in tests and in a bare browser.
 */
export function createFake(given: { offer?: Offer; neural?: boolean; lacking?: Lacking; unwritten?: Unwritten } = {}): Backend {
  const talk = createTalk(given.lacking)
  const ears = createEars(given.lacking, () => talk.end())
  let offer = given.offer ?? null
  const voices = createVoices(given)
  let settings: Settings = { ...DEFAULTS }
  let performance: Performance | null = null
  let clock: ReturnType<typeof setInterval> | undefined
  const entries = SCRIPTS.map((script) => ({ ...script.entry }))
  const listeners = new Set<(stage: Stage) => void>()

  const stage = (): Stage => performance?.stage() ?? { ...NOTHING, device: 'Captions only' }
  const send = (): void => {
    const now = stage()
    for (const on of listeners) on(now)
  }

  function keepPlace(): void {
    const now = stage()
    const entry = entries.find((each) => each.id === now.id)
    if (!entry || now.phase === 'preparing') return
    const minutes = now.length === null ? null : Math.round(now.length / 60)
    const chapter = now.chapter === null ? null : (now.chapters[now.chapter]?.title ?? null)
    const line = now.phase === 'ended' ? null : now.current
    entry.place = line && { excerpt: line.text, chapter, minutes, when: Date.now() / 1000 }
  }

  function stop(): void {
    keepPlace()
    clearInterval(clock)
    performance = null
  }

  function direct(control: Control): void {
    if (!performance) return
    switch (control.kind) {
      case 'pause':
        return performance.pause()
      case 'resume':
        return performance.resume()
      case 'back':
        return performance.back()
      case 'stop':
        return stop()
      case 'choose':
        return performance.choose(control.option)
      case 'jump':
        return performance.jump(control.chapter)
      case 'do':
        return performance.own(control.text)
      case 'finish':
        return performance.own('the end')
      case 'stay':
        return performance.stay()
      case 'longer':
        return performance.longer(control.minutes)
      case 'skip':
        return performance.skip()
      case 'slower':
        settings = { ...settings, pace: Math.max(0.6, settings.pace - 0.1) }
        return
      case 'push':
        return ears.push(control.down, stage().options, (option) => direct({ kind: 'choose', option }))
    }
  }

  async function perform(id: string, minutes: number | null, fresh: boolean): Promise<void> {
    await talk.end()
    const script = SCRIPTS.find((each) => each.entry.id === id)
    if (!script) throw { code: 'missing_file', text: 'This script is no longer there. Open the library again.' }
    stop()
    const kept = fresh ? null : entries.find((each) => each.id === id)?.place
    const length = minutes ?? kept?.minutes ?? script.entry.minutes?.usual ?? null
    performance = new Performance(script, length, () => settings)
    clock = setInterval(() => {
      if (performance?.pass(BEAT)) send()
    }, BEAT * 1000)
    send()
  }

  const wishes = createWishes(given.unwritten ?? {}, (id, minutes) => perform(id, minutes, true))

  return {
    library: async () => entries.map((entry) => ({ ...entry })),
    async open(id, minutes, fresh) {
      await wishes.end()
      await perform(id, minutes, fresh)
    },
    wishes,
    async control(control) {
      direct(control)
      send()
      if (control.kind === 'stop') await wishes.end()
    },
    async subscribe(on) {
      listeners.add(on)
      on(stage())
      return () => listeners.delete(on)
    },
    settings: async () => ({ ...settings }),
    async setSettings(next) {
      settings = { ...next }
    },
    voices: async () => voices.all(settings.voice),
    newVoices: voices.maker,
    devices: async () => [
      { id: 'default', name: 'Built-in speakers', isDefault: true },
      { id: 'headphones', name: 'Headphones', isDefault: false },
    ],
    audition: (_, pace) =>
      new Promise((resolve) => setTimeout(resolve, (spoken('This is how I sound in the evening.') / pace) * 1000)),
    doctor: async () => [
      { name: 'Stories and meditations', ok: true, detail: '4 can be performed.', advice: '' },
      {
        name: 'Voice',
        ok: false,
        detail: 'There is no voice in a browser.',
        advice: 'Start the Vesper window to hear the stories; here they are shown as captions.',
      },
      { name: 'Sound card', ok: true, detail: 'Built-in speakers, 48 kHz.', advice: '' },
    ],
    models: createModels(),
    talk: { ...talk, begin: async (talking) => (ears.quiet(), talk.begin(talking)) },
    ears: ears.room,
    // A browser tells no page where a dropped file lies.
    drops: async () => () => {},
    offer: async () => offer,
    async restore() {
      offer = null
      return '~/.local/share/vesper/library-replaced-1763892100.db'
    },
    async decline() {
      offer = null
    },
  }
}
