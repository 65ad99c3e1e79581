import { SILENT, type Caption, type Fault, type Listen, type Talk, type TalkControl, type TalkRoom } from '../backend'

/** Seconds between two steps, of a word, and until an answer begins. */
const BEAT = 0.1
const WORD = 0.3
const THINKING = 0.8
/** Seconds of silence before somebody speaks into an open microphone. */
const SILENCE = 1.5

/** What is said into the pretended microphone, and what is answered, in turn. */
const SPOKEN = 'What does the harbour sound like at night?'
const ANSWERS = [
  ['Mostly like water that cannot decide.', 'A rope creaks, a bell somewhere answers it, and then nothing for a while.'],
  ['I would go down to the pier and listen.', 'Bring a coat: the wind comes round the corner after ten.'],
]

/** What is not there to talk with. */
export type Lacking = 'chat' | 'recogniser' | 'microphone'

export const MISSING: Record<Lacking, Fault> = {
  chat: {
    code: 'missing_model',
    text: 'the chat model for talk: is not there. `vesper models get` says which suits this machine, and `vesper models servers add` takes one on a server.',
  },
  recogniser: {
    code: 'missing_model',
    text: 'speech recognition: no recogniser is on this machine. `vesper models get whisper-base-q5_1` fetches one (60 MB).',
  },
  microphone: { code: 'missing_device', text: 'the microphone: there is none. Connect one; it is found as soon as it is there.' },
}

/** The conversation of the fake: somebody speaks one sentence into the microphone whenever it is on, and all is answered. */
export function createTalk(lacking: Lacking | null = null): TalkRoom {
  const listeners = new Set<(talk: Talk) => void>()
  let clock: ReturnType<typeof setInterval> | undefined
  let talk = SILENT
  let into = 0
  let answers = 0
  let lines: string[] = []
  let pushed = false

  function change(part: Partial<Talk>): void {
    talk = { ...talk, ...part }
    for (const on of listeners) on(talk)
  }

  function ear(part: Partial<Talk['ear']>): void {
    change({ ear: { ...talk.ear, ...part } })
  }

  function add(who: 'listener' | 'vesper', text: string, cut = false): void {
    const timing = who === 'vesper' ? talk.timing : null
    change({ said: [...talk.said, { number: talk.said.length, who, text, cut, timing }] })
    ear({ hearing: null, trouble: null })
  }

  function enter(state: Talk['state']): void {
    into = 0
    change({ state, paused: false })
  }

  function ask(text: string): void {
    cutOff()
    add('listener', text)
    lines = ANSWERS[answers++ % ANSWERS.length] ?? []
    enter('thinking')
  }

  /** Words of the answer that have begun. */
  const heard = (): number => Math.floor(into / WORD) + 1

  /** The lines of the answer as far as they are heard, and the words of the last of them. */
  function answering(): Pick<Talk, 'answer' | 'saying'> {
    const answer: Caption[] = []
    let before = 0
    for (const [index, text] of lines.entries()) {
      answer.push({ index, voice: 'narrator', text })
      const found = [...text.matchAll(/\S+/g)]
      if (before + found.length < heard()) {
        before += found.length
        continue
      }
      const words = found.map((word, at) => ({ start: word.index, end: word.index + word[0].length, from: at * WORD, to: (at + 1) * WORD }))
      return { answer, saying: { words, at: into - before * WORD } }
    }
    return { answer, saying: null }
  }

  function finish(): void {
    add('vesper', lines.join(' '))
    change({ answer: [], saying: null, timing: null })
    enter('listening')
  }

  /** Of an answer that is spoken over, what was heard stays. */
  function cutOff(): void {
    const said = lines.join(' ').split(' ')
    if ((talk.state === 'speaking' || talk.state === 'holding') && heard() < said.length) add('vesper', `${said.slice(0, heard()).join(' ')}…`, true)
    change({ answer: [], saying: null, timing: null })
  }

  function hear(seconds: number): void {
    const words = SPOKEN.split(' ')
    const count = Math.floor(seconds / WORD)
    if (count > words.length) return ask(SPOKEN)
    if (count > 0) ear({ hearing: { stable: words.slice(0, Math.max(0, count - 2)).join(' '), rest: words.slice(Math.max(0, count - 2), count).join(' ') } })
  }

  function pass(): void {
    into += BEAT
    const listens = talk.ear.microphone && !talk.ear.deaf
    if (talk.state === 'listening' && pushed) hear(into)
    else if (talk.state === 'listening' && listens && talk.said.length === 0) hear(into - SILENCE)
    else if (talk.state === 'thinking' && into >= THINKING) {
      change({ timing: { asked: 120, decided: 480, token: 610, clause: 700, heard: 840 } })
      enter('speaking')
    } else if (talk.state === 'speaking') {
      if (into >= lines.join(' ').split(' ').length * WORD) finish()
      else change(answering())
    }
  }

  function push(down: boolean): void {
    if (down) cutOff()
    pushed = down
    ear({ microphone: down })
    if (down) return enter('listening')
    if (talk.ear.hearing) ask(SPOKEN)
  }

  function begun(listen: Listen): void {
    const deaf = lacking === 'microphone' && listen === 'open'
    change({
      ...SILENT,
      number: talk.number + 1,
      open: true,
      listen,
      heard: lacking !== 'recogniser',
      ear: { ...SILENT.ear, microphone: listen === 'open', deaf, trouble: deaf ? MISSING.microphone : null },
    })
    ;[into, lines, pushed] = [0, [], false]
    clearInterval(clock)
    clock = setInterval(pass, BEAT * 1000)
  }

  function direct(control: TalkControl): void {
    switch (control.kind) {
      case 'pause':
        return change({ state: 'holding', paused: true })
      case 'resume':
        return change({ state: 'speaking', paused: false })
      case 'push':
        return push(control.down)
      case 'type':
        return ask(control.text)
    }
  }

  return {
    async subscribe(on) {
      listeners.add(on)
      on(talk)
      return () => listeners.delete(on)
    },
    async begin({ listen }) {
      if (lacking === 'chat') throw MISSING.chat
      if (lacking === 'recogniser' && listen !== 'typed') throw MISSING.recogniser
      begun(listen)
    },
    async control(control) {
      if (!talk.open) throw { code: 'bad_request', text: 'the conversation: is over. Begin another.' }
      direct(control)
    },
    async end() {
      clearInterval(clock)
      cutOff()
      change({ open: false, state: 'listening' })
      ear({ microphone: false, hearing: null })
    },
  }
}
