import type { Card, Choice, Fault, Machine } from '../backend'

/** A model of the fake, and what goes wrong when it is fetched. */
export interface FakeModel {
  card: Card
  /** Share of it that arrives before this goes wrong, once or every time. */
  fails?: { at: number; error: Fault; always: boolean }
}

const MIT = { name: 'MIT', link: 'https://opensource.org/license/mit', commercial: true, gated: false }
const APACHE = { name: 'Apache 2.0', link: 'https://www.apache.org/licenses/LICENSE-2.0', commercial: true, gated: false }
const CC_BY = { name: 'CC BY 4.0', link: 'https://creativecommons.org/licenses/by/4.0/', commercial: true, gated: false }

function card(given: Pick<Card, 'id' | 'name' | 'role' | 'about' | 'repository' | 'size'> & Partial<Card>): Card {
  return {
    licence: APACHE,
    languages: [],
    needs: [],
    fit: { verdict: 'well', reason: 'needs little of this machine' },
    state: { kind: 'absent' },
    recommended: false,
    ...given,
  }
}

const WHISPER = { role: 'recogniser', repository: 'ggerganov/whisper.cpp', licence: MIT } as const
const MANY = 'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi'.split(' ')

export const MODELS: FakeModel[] = [
  {
    card: card({
      ...WHISPER,
      id: 'whisper-base-q5_1',
      name: 'Whisper base',
      about: 'Understands clear speech in a quiet room, quickly.',
      languages: MANY,
      size: 59_707_625,
      fit: { verdict: 'well', reason: 'needs 0.4 GB of memory; 9.1 of 16 GB are free; ten times as fast as speech' },
      state: { kind: 'whole', bytes: 59_707_625 },
      recommended: true,
    }),
  },
  {
    card: card({
      ...WHISPER,
      id: 'whisper-small-q5_1',
      name: 'Whisper small',
      about: 'Understands more accents and noise, at a third of the speed.',
      languages: MANY,
      size: 190_085_487,
      fit: { verdict: 'well', reason: 'needs 0.9 GB of memory; 9.1 of 16 GB are free; four times as fast as speech' },
      state: { kind: 'partial', done: 84_000_000, total: 190_085_487 },
    }),
  },
  {
    card: card({
      ...WHISPER,
      id: 'whisper-large-v3-turbo-q5_0',
      name: 'Whisper large v3 turbo',
      about: 'Understands nearly everything.',
      languages: MANY,
      size: 574_041_195,
      fit: { verdict: 'tight', reason: 'About as fast as speech here: an answer would come late.' },
    }),
  },
  {
    card: card({
      id: 'pocket-tts-en',
      name: 'Pocket TTS, English',
      role: 'voice',
      about: 'A natural voice that begins to speak at once.',
      repository: 'kyutai/pocket-tts',
      licence: CC_BY,
      languages: ['en'],
      size: 236_000_000,
      needs: ['pocket-voices'],
      fit: { verdict: 'well', reason: 'needs 0.6 GB of memory; speaks three times as fast as is heard' },
      recommended: true,
    }),
  },
  {
    card: card({
      id: 'pocket-voices',
      name: 'Voices for Pocket TTS',
      role: 'voice_prompt',
      about: 'Eight people that Pocket TTS can speak as.',
      repository: 'kyutai/tts-voices',
      licence: CC_BY,
      languages: ['en'],
      size: 12_000_000,
      recommended: true,
    }),
  },
  {
    card: card({
      id: 'expresso-voices',
      name: 'Expresso voices',
      role: 'voice_prompt',
      about: 'Whispered, happy and sad voices of four speakers.',
      repository: 'kyutai/tts-voices',
      licence: { ...CC_BY, name: 'CC BY-NC 4.0', link: 'https://creativecommons.org/licenses/by-nc/4.0/', commercial: false },
      languages: ['en'],
      size: 31_000_000,
    }),
  },
  {
    card: card({
      id: 'qwen3-4b-instruct',
      name: 'Qwen3 4B Instruct',
      role: 'chat',
      about: 'Writes stories and meditations, and talks.',
      repository: 'Qwen/Qwen3-4B-Instruct-2507',
      size: 2_497_281_312,
      fit: { verdict: 'well', reason: 'needs 3.6 GB of memory; 9.1 of 16 GB are free; about nine words a second' },
      recommended: true,
    }),
  },
  {
    card: card({
      id: 'qwen3-0.6b',
      name: 'Qwen3 0.6B',
      role: 'chat',
      about: 'Answers simple questions on small machines.',
      repository: 'Qwen/Qwen3-0.6B-GGUF',
      size: 639_446_688,
      fit: { verdict: 'well', reason: 'needs 1.1 GB of memory; about forty words a second' },
    }),
    fails: {
      at: 0.02,
      always: false,
      error: {
        code: 'network',
        text: 'huggingface.co: stopped sending and could not be reached again. See whether this machine is online, then try again; what came is kept.',
      },
    },
  },
  {
    card: card({
      id: 'gemma-3-4b-it',
      name: 'Gemma 3 4B',
      role: 'chat',
      about: 'Writes warmly in many languages.',
      repository: 'google/gemma-3-4b-it-qat-q4_0-gguf',
      licence: { name: 'Gemma Terms of Use', link: 'https://ai.google.dev/gemma/terms', commercial: true, gated: true },
      size: 3_155_051_328,
      fit: { verdict: 'well', reason: 'needs 4.4 GB of memory; 9.1 of 16 GB are free; about seven words a second' },
    }),
    fails: {
      at: 0,
      always: true,
      error: {
        code: 'denied',
        text: 'huggingface.co: gives this model to those only who accepted its conditions. Accept them on its page and set HF_TOKEN.',
      },
    },
  },
  {
    card: card({
      id: 'qwen3-30b-a3b-instruct',
      name: 'Qwen3 30B A3B Instruct',
      role: 'chat',
      about: 'The best stories, for machines with much memory.',
      repository: 'Qwen/Qwen3-30B-A3B-Instruct-2507',
      size: 18_556_689_568,
      fit: { verdict: 'no', reason: 'Needs 21 GB of memory; this machine has 16 GB.' },
    }),
  },
  {
    card: card({
      id: 'silero-vad',
      name: 'Silero',
      role: 'voice_activity',
      about: 'Hears whether somebody speaks, also over music.',
      repository: 'ggml-org/whisper-vad',
      licence: MIT,
      size: 885_098,
      state: { kind: 'damaged', what: 'ggml-silero.bin: does not match its hash.' },
    }),
  },
]

export const MACHINE: Machine = {
  memory: 16_000_000_000,
  available: 9_100_000_000,
  cores: 4,
  gpus: [{ name: 'GeForce RTX 3050', memory: 4_000_000_000 }],
  disk: 118_000_000_000,
  bandwidth: 31_000_000_000,
}

export const CHOICES: Choice[] = [
  { role: 'recogniser', model: 'whisper-base-q5_1', reason: 'Whisper base answers in time here; larger ones would be late.' },
  { role: 'voice', model: 'pocket-tts-en', reason: 'Pocket TTS speaks three times as fast as is heard.' },
  { role: 'voice_prompt', model: 'pocket-voices', reason: 'They belong to the voice above.' },
  { role: 'chat', model: 'qwen3-4b-instruct', reason: 'The largest that leaves memory for the voice.' },
  { role: 'voice_activity', model: null, reason: 'Vesper brings one of its own that is good enough.' },
]
