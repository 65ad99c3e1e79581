import type { Speaks, Voice, VoiceMaker, Voices } from '../backend'

/** A step of making a voice takes so long. */
const STEP = 800

const POCKET = { id: 'pocket-english', name: 'Pocket TTS, English' }
const LICENCE = { name: 'CC-BY-4.0', link: 'https://creativecommons.org/licenses/by/4.0/', commercial: true, gated: false }

function system(id: string, name: string, person: string): Voice {
  return { id, name, language: id.split('+', 1)[0] ?? id, person, model: null, repository: null, licence: null, cloned: null }
}

function neural(name: string, person: string | null, cloned: Voice['cloned'] = null): Voice {
  const id = `${POCKET.id}/${name.toLowerCase()}`
  const repository = cloned ? null : 'kyutai/pocket-tts-without-voice-cloning'
  return { id, name, language: 'en', person, model: POCKET, repository, licence: cloned ? null : LICENCE, cloned }
}

const SYSTEM = [
  system('de', 'Plain, German', 'man'),
  system('en-gb', 'Plain, English (Great Britain)', 'man'),
  system('en-gb+f2', 'Clara, English (Great Britain)', 'woman'),
  system('en-us', 'Plain, English (America)', 'man'),
  system('en-us+f2', 'Clara, English (America)', 'woman'),
  system('en-us+croak', 'Toad, English (America)', 'creature'),
]

const MISSING = {
  code: 'missing_model',
  text: 'voice cloning: Pocket TTS, English, with voice cloning, which takes voices up from recordings, is not on this machine. Kyutai asks for consent on its page first: sign in at https://huggingface.co/kyutai/pocket-tts and accept the conditions there, make an access token in your account’s settings, and run `vesper models get pocket-english-cloning` with it in HF_TOKEN.',
}

/** The voices of the fake: those of a model too where it is `neural`, and new ones can be made then. */
export function createVoices(given: { neural?: boolean }): { all(chosen: string | null): Voices; maker: VoiceMaker } {
  const statement = (speaker: string): string => `${speaker.trim()} has agreed to this imitation of their voice.`
  let voices = [...(given.neural ? [neural('Alba', 'woman'), neural('Marius', 'man')] : []), ...SYSTEM]
  let stopped = false

  function speaks(chosen: string | null): Speaks {
    const model = chosen === null ? given.neural : chosen.includes('/')
    const why = chosen === null ? (model ? 'speaks, the best of the models here' : 'speaks, because no model that speaks English is here') : `speaks, because you chose its voice ${chosen}`
    return { name: model ? POCKET.name : 'the system voice', why }
  }

  const maker: VoiceMaker = {
    async model() {
      if (!given.neural) throw MISSING
      return POCKET.name
    },
    statement: async (speaker) => statement(speaker),
    async add(voice, on) {
      stopped = false
      if (voice.statement !== statement(voice.speaker)) {
        throw { code: 'denied', text: `the consent: is not as it has to be typed. Type exactly: ${statement(voice.speaker)}` }
      }
      for (const step of ['reading', 'opening', 'listening', 'keeping'] as const) {
        on(step)
        await new Promise((resolve) => setTimeout(resolve, STEP))
        if (stopped) throw { code: 'stopped', text: 'work: stopped.' }
      }
      const made = neural(voice.name, null, { speaker: voice.speaker, given: '2026-11-23' })
      voices = [made, ...voices]
      return made
    },
    async cancel() {
      stopped = true
    },
    async remove(id) {
      voices = voices.filter((voice) => voice.id !== id)
    },
  }
  return { all: (chosen) => ({ voices: [...voices], speaks: speaks(chosen), faults: [] }), maker }
}
