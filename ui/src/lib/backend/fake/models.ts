import type { ModelRoom, Models } from '../backend'
import { Downloads } from './downloads'

/** Seconds between two reports, and until the pretended machine is measured. */
const BEAT = 0.25
const MEASURING = 0.5

/** The models of the fake: nothing is fetched, but it takes its time. */
export function createModels(): ModelRoom {
  const downloads = new Downloads()
  const listeners = new Set<(models: Models) => void>()
  let clock: ReturnType<typeof setInterval> | undefined

  function send(): void {
    const now = downloads.all()
    for (const on of listeners) on(now)
  }

  function measure(): void {
    if (downloads.measured) return
    setTimeout(() => {
      downloads.measured = true
      send()
    }, MEASURING * 1000)
  }

  function run(): void {
    clock ??= setInterval(() => {
      if (downloads.pass(BEAT)) return send()
      clearInterval(clock)
      clock = undefined
    }, BEAT * 1000)
  }

  /** Does it, lets time go on, and shows what came of it. */
  async function does<T>(work: () => T): Promise<T> {
    const answer = work()
    run()
    send()
    return answer
  }

  return {
    async subscribe(on) {
      listeners.add(on)
      measure()
      on(downloads.all())
      return () => listeners.delete(on)
    },
    get: (id) => does(() => downloads.get(id)),
    pause: (id) => does(() => downloads.pause(id)),
    cancel: (id) => does(() => downloads.drop(id)),
    async verify(id) {
      await does(() => downloads.verify(id))
      while (downloads.works(id)) await new Promise((over) => setTimeout(over, BEAT * 1000))
      return downloads.whole(id)
    },
    remove: (id) => does(() => downloads.drop(id)),
    add: (path) => does(() => downloads.add(path)),
  }
}
