import type { BreathPhase, Entry } from '../backend'

/** What the fake can do, one after the other. */
export type Step =
  | { say: string; voice: string }
  /** Seconds. */
  | { quiet: number }
  | { breathe: BreathPhase; length: number }

export interface Passage {
  chapter: number
  steps: Step[]
  choices: { text: string; to: string }[]
}

export interface Script {
  entry: Entry
  passages: Record<string, Passage>
  first: string
}

const tell = (say: string): Step => ({ say, voice: 'narrator' })
const speak = (voice: string, say: string): Step => ({ say, voice })

function cycles(count: number): Step[] {
  const cycle: Step[] = [
    { breathe: 'in', length: 4 },
    { breathe: 'hold', length: 2 },
    { breathe: 'out', length: 6 },
    { breathe: 'rest', length: 1 },
  ]
  return Array.from({ length: count }, () => cycle).flat()
}

const entry = (
  given: Pick<Entry, 'id' | 'kind' | 'title' | 'about' | 'moods'> & Partial<Entry>,
): Entry => ({
  by: 'Vesper',
  language: 'en',
  voices: ['narrator'],
  words: 0,
  choices: 0,
  chapters: [],
  minutes: null,
  place: null,
  fault: null,
  ...given,
})

export const ferry: Script = {
  entry: entry({
    id: 'ferry',
    kind: 'story',
    title: 'The Last Ferry',
    about: 'A ferryman waits one minute longer than he should, and somebody comes down to the quay.',
    moods: ['night', 'gentle', 'water'],
    voices: ['narrator', 'oskar', 'ines'],
    words: 1840,
    choices: 3,
    chapters: ['The quay', 'The crossing'],
  }),
  first: 'quay',
  passages: {
    quay: {
      chapter: 0,
      steps: [
        tell('At the end of the harbour, where the lamps stop, the last ferry was waiting.'),
        tell('The rope creaked, and the water said the same two words again and again.'),
        speak('oskar', 'One more minute. There is always somebody who runs.'),
        tell('And somebody did come, but she was not running.'),
        speak('ines', 'Is it you who crosses at night?'),
      ],
      choices: [
        { text: 'Help her aboard', to: 'aboard' },
        { text: 'Ask her what is in the case', to: 'case' },
        { text: 'Cast off without a word', to: 'alone' },
      ],
    },
    aboard: {
      chapter: 1,
      steps: [
        tell('He held out his hand, and she took it without looking down.'),
        speak('ines', 'Thank you. I was told you would not wait.'),
        tell('The engine woke, and the town let go of them.'),
      ],
      choices: [],
    },
    case: {
      chapter: 1,
      steps: [
        tell('She set the case on the planks, and something inside it chimed.'),
        speak('ines', 'A clock. It has been an hour slow since I was nine.'),
        speak('oskar', 'Then you are early.'),
        tell('She laughed, and stepped aboard, and the town let go of them.'),
      ],
      choices: [],
    },
    alone: {
      chapter: 1,
      steps: [
        tell('He lifted the rope from its post, and the water opened between them.'),
        tell('Half-way over he found that he was still holding out his hand.'),
      ],
      choices: [],
    },
  },
}

const kite: Script = {
  entry: entry({
    id: 'kite',
    kind: 'story',
    title: 'A Kite for the Postmistress',
    about: 'Every letter in the valley is late, and the wind knows why.',
    moods: ['bright', 'comic'],
    voices: ['narrator', 'Mrs Adair', 'the wind'],
    words: 2610,
    choices: 5,
    chapters: ['Monday', 'The weathercock', 'What the wind wanted'],
    place: {
      excerpt: 'The weathercock turned its back on her, as it did on everyone from the post office.',
      chapter: 'The weathercock',
      minutes: null,
      when: 1_790_000_000,
    },
  }),
  first: 'monday',
  passages: {
    monday: {
      chapter: 1,
      steps: [
        tell('The weathercock turned its back on her, as it did on everyone from the post office.'),
        speak('Mrs Adair', 'Very well. Then I shall ask somebody higher up.'),
      ],
      choices: [
        { text: 'Climb the church tower', to: 'tower' },
        { text: 'Build a kite out of late letters', to: 'tower' },
      ],
    },
    tower: {
      chapter: 2,
      steps: [
        speak('the wind', 'At last. I have been trying to post something for years.'),
        tell('It laid a leaf on her hat, folded twice, and addressed in a very large hand.'),
        speak('Mrs Adair', 'There is no stamp on this.'),
        speak('the wind', 'There is no hurry either. Nobody has ever asked me in before.'),
      ],
      choices: [],
    },
  },
}

export const evening: Script = {
  entry: entry({
    id: 'evening',
    kind: 'meditation',
    title: 'Evening Breath',
    about: 'Slow breathing to set the day down, with waves underneath.',
    moods: ['sleep', 'calm'],
    words: 310,
    chapters: ['Arriving', 'Breathing', 'Resting'],
    minutes: { least: 3, usual: 8, most: 20 },
  }),
  first: 'all',
  passages: {
    all: {
      chapter: 0,
      steps: [
        tell('Let your shoulders come down from wherever they have been today.'),
        { quiet: 6 },
        tell('Follow the circle. Breathe in as it opens, and out as it closes.'),
        ...cycles(6),
        tell('Let the breath find its own way now.'),
        { quiet: 20 },
        tell('There is nothing left to do this evening.'),
      ],
      choices: [],
    },
  },
}

const body: Script = {
  entry: entry({
    id: 'body',
    kind: 'meditation',
    title: 'From the Feet Up',
    about: 'A slow walk through the body for people who cannot sleep.',
    moods: ['sleep', 'body'],
    words: 540,
    minutes: { least: 5, usual: 12, most: 30 },
  }),
  first: 'all',
  passages: {
    all: {
      chapter: 0,
      steps: [tell('Begin where you touch the ground.'), { quiet: 30 }, tell('Now the ankles, and what lies between them.')],
      choices: [],
    },
  },
}

const broken: Script = {
  entry: entry({
    id: 'moth',
    kind: 'story',
    title: 'The Moth Collector',
    by: 'you',
    about: '',
    moods: [],
    fault: 'moth.ink, line 12: the divert goes to “attic”, and there is no such knot. Correct the name or write the knot.',
  }),
  first: 'none',
  passages: {},
}

export const SCRIPTS: Script[] = [ferry, kite, broken, evening, body]
