import { SILENT, type Backend, type Caption, type Fault, type Listen, type Remark, type Talk, type TalkControl } from '../backend/backend'
import { follow } from '../backend/follow'
import { asFault, type Faults } from '../design/faults.svelte'
import type { Ears } from '../ear/ears.svelte'

/** Remarks that are shown; the library keeps them all. */
const MOST = 500

/** The conversation as the window knows it, and the way to lead it. */
export class Conversation {
  value = $state.raw<Talk>(SILENT)
  /** When it came, in milliseconds of `performance.now()`. */
  arrived = $state.raw(0)
  /** All that was said in it while this window was there. */
  said = $state.raw<Remark[]>([])
  /** What was heard so far of the answer under way. */
  answer = $state.raw<Caption[]>([])
  /** It was asked for, and is still to come. */
  beginning = $state(false)
  /** It ended because something else is to be heard. */
  interrupted = $state(false)
  private leaving = false
  /** Why it could not begin. */
  private refused = $state.raw<Fault | null>(null)
  readonly trouble = $derived(this.refused ?? this.value.ear.trouble)

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
    private readonly ears: Ears,
  ) {}

  /** Follows it until the answer is called. */
  follow(): () => void {
    return follow(this.faults, (take) => this.backend.talk.subscribe(take), (talk: Talk) => this.take(talk))
  }

  /** Begins another one; says whether it did. */
  async begin(listen: Listen = this.ears.value.listening.pushed ? 'pushed' : 'open'): Promise<boolean> {
    if (this.beginning) return false
    this.beginning = true
    this.refused = null
    try {
      const { headphones, microphone } = this.ears.value.listening
      await this.backend.talk.begin({ listen, headphones, microphone })
      return true
    } catch (reason) {
      this.refused = asFault(reason)
      return false
    } finally {
      this.beginning = false
    }
  }

  /** Says it in writing, in a conversation that begins with it where none is open; says whether it was taken. */
  async type(text: string): Promise<boolean> {
    if (!this.value.open && !(await this.begin('typed'))) return false
    return this.lead({ kind: 'type', text })
  }

  async lead(control: TalkControl): Promise<boolean> {
    try {
      await this.backend.talk.control(control)
      return true
    } catch (reason) {
      this.faults.tell(reason)
      return false
    }
  }

  async end(): Promise<void> {
    this.leaving = true
    await this.faults.watch(this.backend.talk.end())
    this.leaving = false
  }

  private take(talk: Talk): void {
    const another = talk.number !== this.value.number
    const known = another ? [] : this.said
    const last = known.at(-1)?.number ?? -1
    const news = talk.said.filter((remark) => remark.number > last)
    this.said = news.length > 0 || another ? [...known, ...news].slice(-MOST) : known
    this.answer = together(another || news.length > 0 ? [] : this.answer, talk.answer)
    if (another) this.refused = null
    if (talk.open) this.interrupted = false
    else if (this.value.open && !this.leaving && !talk.ear.trouble) this.interrupted = true
    this.value = talk
    this.arrived = performance.now()
  }
}

/** The lines of an answer: those known before `now`, and those of it. An answer that begins anew is another one. */
function together(before: Caption[], now: Caption[]): Caption[] {
  const first = now[0]
  if (!first) return []
  const earlier = before.filter((line) => line.index < first.index)
  const goesOn = now.length > 0 && (before.at(-1)?.index ?? 0) <= (now.at(-1)?.index ?? 0)
  return goesOn ? [...earlier, ...now] : now
}
