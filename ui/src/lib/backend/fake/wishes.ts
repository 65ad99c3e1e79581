import { NO_WORK, type Fault, type Feed, type Meant, type MeditationWish, type Mode, type StoryWish, type Understood, type WishRoom, type Work } from '../backend'

/** Seconds of thinking of a story, and of asking feeds. */
const THINKING = 2
const BEAT = 0.5

/** What is not there. */
export type Unwritten = { chat?: boolean; feeds?: boolean }

export const NO_WRITER: Fault = {
  code: 'missing_model',
  text: 'the chat model for story: is not there. `vesper models get` says which suits this machine.',
}

export const HELP: Fault = { code: 'denied', text: 'Vesper: If you are in danger, call 112 now. Somebody is there.' }

const NAMES: [Mode, RegExp][] = [
  ['story', /\b(story|tale)\b/i],
  ['meditation', /\b(meditation|sleep|calm|tight)\b/i],
  ['daily', /\b(the day|news)\b/i],
  ['talk', /\b(talk|hello)\b/i],
]

const named = (...ids: string[]) => ids.map((id) => ({ id, name: id }))

/** What an intent usually brings with it. */
const USUAL: Record<string, { posture: string; bed: string; minutes: number }> = {
  sleep: { posture: 'lying', bed: 'rain', minutes: 15 },
  calm: { posture: 'sitting', bed: 'waves', minutes: 10 },
  focus: { posture: 'sitting', bed: 'drone', minutes: 8 },
}

function understood(wish: MeditationWish): Understood {
  const sleepy = /sleep|tired/i.test(wish.text)
  const intent = wish.intent ?? (sleepy ? 'sleep' : 'calm')
  const usual = USUAL[intent] ?? { posture: 'sitting', bed: 'waves', minutes: 10 }
  const minutes = wish.minutes ?? minutesOf(wish.text) ?? usual.minutes
  return {
    wish,
    language: 'en',
    title: intent === 'sleep' ? 'To Sleep' : 'A Quiet Hour',
    intent,
    intents: named('sleep', 'calm', 'focus', 'grief', 'courage', 'pain'),
    minutes,
    least: 3,
    most: 45,
    posture: wish.posture ?? usual.posture,
    postures: named('lying', 'sitting', 'standing', 'walking'),
    bed: wish.bed ?? usual.bed,
    beds: named('rain', 'waves', 'fire', 'wind', 'drone', 'brown', 'none'),
    voice: wish.voice ?? '',
    techniques: ['body scan'],
    places: /shoulder/i.test(wish.text) ? ['your shoulders'] : [],
    said: [],
  }
}

function minutesOf(text: string): number | null {
  const words: Record<string, number> = { three: 3, five: 5, eight: 8, ten: 10 }
  const found = /(\d+|three|five|eight|ten) minutes?/i.exec(text)?.[1]?.toLowerCase()
  return found === undefined ? null : (words[found] ?? Number(found))
}

function meant(text: string): Meant {
  const could = NAMES.filter(([, words]) => words.test(text)).map(([mode]) => mode)
  const ways: Mode[] = could.length > 0 ? could : ['story', 'talk', 'meditation', 'daily']
  return { surely: ways.length === 1 ? (ways[0] ?? null) : null, could: ways, language: 'en', minutes: minutesOf(text) }
}

/** Writes the story that is there already, whatever was wished for. `perform` has it performed. */
export function createWishes(lacking: Unwritten, perform: (id: string, minutes: number | null) => Promise<void>): WishRoom {
  const listeners = new Set<(work: Work) => void>()
  let work = NO_WORK
  let clock: ReturnType<typeof setInterval> | undefined
  let feeds: Feed[] = lacking.feeds ? [] : [{ address: 'https://example.org/feed.xml', title: 'The Example', topic: 'Science' }]

  function change(part: Partial<Work>): void {
    work = { ...work, ...part }
    for (const on of listeners) on(work)
  }

  function begin(mode: Mode): void {
    clearInterval(clock)
    change({ ...NO_WORK, number: work.number + 1, mode, state: 'planned' })
  }

  /** Thinks for a while, and has it performed then. */
  function plan(mode: Mode, id: string, title: string): void {
    begin(mode)
    let left = THINKING
    clock = setInterval(() => {
      left -= BEAT
      if (left > 0) return change({ left: mode === 'story' ? left : null })
      clearInterval(clock)
      if (mode === 'story' && lacking.chat) {
        const instead = { id: 'ferry', title: 'The Last Ferry', about: 'A ferryman waits one minute longer than he should.', language: 'en' }
        return change({ state: 'failed', left: null, trouble: NO_WRITER, instead })
      }
      void perform(id, null).then(() => change({ state: 'told', left: null, id, title, written: 1 }))
    }, BEAT * 1000)
  }

  async function end(): Promise<void> {
    clearInterval(clock)
    change({ ...NO_WORK, number: work.number })
  }

  return {
    async meant(text) {
      if (/want to die/i.test(text)) throw HELP
      return meant(text)
    },
    ready: async () => ({ written: lacking.chat ? [] : ['story', 'meditation', 'daily', 'talk'], feeds: feeds.length }),
    async subscribe(on) {
      listeners.add(on)
      on(work)
      return () => listeners.delete(on)
    },
    story: async (_wish: StoryWish) => plan('story', 'ferry', 'The Last Ferry'),
    understand: async (wish) => understood(wish),
    async meditation(wish) {
      begin('meditation')
      const shown = understood(wish)
      await perform('evening', shown.minutes)
      change({ state: 'told', id: 'evening', title: shown.title, understood: shown })
    },
    async day() {
      if (feeds.length === 0) throw { code: 'bad_request', text: 'the day: has no feeds to be told from.' }
      plan('daily', 'kite', 'Monday')
    },
    steerDay: async (steer) => ({ done: steer, title: steer === 'skip' ? '' : 'The old crane turns again' }),
    end,
    feeds: {
      all: async () => [...feeds],
      starter: async () => [{ address: 'https://example.net/science.xml', title: 'Science, daily', topic: 'Science' }],
      async add(feed) {
        if (!/^(https?:\/\/)?[\w-]+(\.[\w-]+)+/.test(feed.address)) {
          throw { code: 'bad_request', text: `${feed.address}: is no address of a feed. It looks like https://example.org/feed.xml.` }
        }
        feeds = [...feeds.filter((each) => each.address !== feed.address), feed]
      },
      async remove(address) {
        feeds = feeds.filter((feed) => feed.address !== address)
      },
    },
  }
}
