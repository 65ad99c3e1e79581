import { NOTHING, type Breath, type Caption, type Saying, type Stage } from '../backend'
import type { Passage, Script, Step } from './scripts'

/** Seconds of one word at pace 1, and of the breath after a line: about 150 words a minute. */
const WORD = 0.4
const BREATH = 0.6

/** Seconds a line takes at pace 1. */
export function spoken(text: string): number {
  return text.split(/\s+/).length * WORD + BREATH
}

/** The words of `text`, each as long as `length` seconds, `at` seconds after the first began. */
function saying(text: string, length: number, at: number): Saying | null {
  const words = [...text.matchAll(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu)].map((found, index) => ({
    start: found.index,
    end: found.index + found[0].length,
    from: index * length,
    to: (index + 1) * length,
  }))
  return at < words.length * length ? { words, at } : null
}

const PREPARING = 0.6
const READING = 1.6

/** Steps one script through time. Knows no clock: {@link Performance.pass} is told how much of it went by. */
export class Performance {
  private passage: Passage
  private step = 0
  /** Seconds into the step, or into reading the options. */
  private into = 0
  private played = 0
  private reached = new Set<number>()
  private phase: Stage['phase'] = 'preparing'

  constructor(
    private readonly script: Script,
    private minutes: number | null,
    private readonly wishes: () => { pace: number; readOptions: boolean },
  ) {
    this.passage = this.find(script.first)
  }

  /** Lets `seconds` go by and says whether anything changed. */
  pass(seconds: number): boolean {
    if (this.phase === 'paused' || this.phase === 'ended' || this.phase === 'idle') return false
    this.into += seconds
    if (this.phase === 'preparing') {
      if (this.into >= PREPARING) this.begin(0)
      return true
    }
    if (this.phase === 'asking') return this.into <= READING * (this.passage.choices.length + 1)
    this.played += seconds
    const step = this.passage.steps[this.step]
    if (!step || this.into >= this.lasts(step)) this.begin(this.step + 1)
    return true
  }

  pause(): void {
    if (this.phase === 'speaking' || this.phase === 'asking') this.phase = 'paused'
  }

  resume(): void {
    if (this.phase !== 'paused') return
    this.phase = this.step >= this.passage.steps.length ? 'asking' : 'speaking'
  }

  back(): void {
    const lines = this.passage.steps.map((step, at) => ('say' in step ? at : -1)).filter((at) => at >= 0)
    this.begin(lines.filter((at) => at < this.step).pop() ?? 0)
  }

  choose(option: number): void {
    const choice = this.options()[option]
    if (!choice) throw { code: 'bad_request', text: 'There is no such choice.' }
    this.passage = this.find(choice.to)
    this.begin(0)
  }

  /** What nobody offered leads where the first option leads; with "the end", to the end. */
  own(words: string): void {
    if (this.phase !== 'asking') return
    if (words === 'the end') this.phase = 'ended'
    else this.choose(0)
  }

  /** The silence that sounds begins anew. */
  stay(): void {
    this.into = 0
  }

  longer(minutes: number): void {
    if (this.minutes !== null) this.minutes += minutes
  }

  skip(): void {
    this.begin(this.step + 1)
  }

  jump(chapter: number): void {
    const passage = Object.values(this.script.passages).find((each) => each.chapter === chapter)
    if (!passage) throw { code: 'bad_request', text: 'There is no such chapter.' }
    this.passage = passage
    this.begin(0)
  }

  stage(): Stage {
    const step = this.passage.steps[this.step]
    const lines = this.lines()
    const now = this.latest(lines)
    const left = step && 'quiet' in step ? this.lasts(step) - this.into : 0
    return {
      ...NOTHING,
      phase: this.phase,
      id: this.script.entry.id,
      title: this.script.entry.title,
      kind: this.script.entry.kind,
      language: this.script.entry.language,
      chapter: this.script.entry.chapters.length > 0 ? this.passage.chapter : null,
      chapters: this.script.entry.chapters.map((title, at) => ({ title, reached: this.reached.has(at) })),
      before: lines.slice(Math.max(0, now - 3), Math.max(0, now)),
      current: this.phase === 'preparing' ? null : (lines[now] ?? null),
      after: this.phase === 'preparing' ? [] : lines.slice(now + 1, now + 4),
      options: this.options().map((choice) => choice.text),
      reading: this.reading(),
      saying: this.saying(step),
      line: now + 1,
      lines: lines.length,
      position: this.played,
      length: this.minutes === null ? null : this.minutes * 60,
      silence: left > 0 ? left : null,
      breath: this.breath(step),
      device: 'Captions only',
    }
  }

  private begin(step: number): void {
    this.step = step
    this.into = 0
    this.phase = 'speaking'
    this.reached.add(this.passage.chapter)
    if (step < this.passage.steps.length) return
    this.phase = this.passage.choices.length > 0 ? 'asking' : 'ended'
  }

  private find(name: string): Passage {
    const passage = this.script.passages[name]
    if (!passage) throw { code: 'script_fault', text: this.script.entry.fault ?? 'The script has no such passage.' }
    return passage
  }

  private lines(): Caption[] {
    return this.passage.steps.flatMap((step, index) =>
      'say' in step ? [{ index, voice: step.voice, text: step.say }] : [],
    )
  }

  /** Where in `lines` the last one that began is. */
  private latest(lines: Caption[]): number {
    return lines.filter((line) => line.index <= this.step).length - 1
  }

  private options(): Passage['choices'] {
    const asked = this.step >= this.passage.steps.length
    return asked && (this.phase === 'asking' || this.phase === 'paused') ? this.passage.choices : []
  }

  private reading(): number | null {
    if (this.phase !== 'asking' || !this.wishes().readOptions) return null
    const option = Math.floor(this.into / READING)
    return option < this.passage.choices.length ? option : null
  }

  private saying(step: Step | undefined): Saying | null {
    const option = this.reading()
    if (option !== null) return saying(this.passage.choices[option]?.text ?? '', WORD / 2, this.into % READING)
    if (!step || !('say' in step) || this.phase === 'preparing') return null
    return saying(step.say, WORD / this.wishes().pace, this.into)
  }

  private breath(step: Step | undefined): Breath | null {
    if (!step || !('breathe' in step)) return null
    return { phase: step.breathe, length: step.length, at: this.into }
  }

  private lasts(step: Step): number {
    if ('say' in step) return spoken(step.say) / this.wishes().pace
    return 'quiet' in step ? step.quiet : step.length
  }
}
