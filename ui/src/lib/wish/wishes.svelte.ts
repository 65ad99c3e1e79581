import { NO_WORK, type Backend, type DaySteer, type DaySteered, type Fault, type Meant, type MeditationWish, type Mode, type Ready, type Understood, type Work } from '../backend/backend'
import { follow } from '../backend/follow'
import { asFault, type Faults } from '../design/faults.svelte'
import { keptLength } from './length.svelte'

/** One line of the listener, and what becomes of it. */
export class Wishes {
  text = $state('')
  /** What was begun, as the program sees it. */
  work = $state.raw<Work>(NO_WORK)
  ready = $state.raw<Ready | null>(null)
  /** The ways in which the line could be taken, where that is not clear. */
  ways = $state.raw<Mode[]>([])
  /** A meditation that is about to begin. */
  understood = $state.raw<Understood | null>(null)
  /** Why the line was not taken. */
  refused = $state.raw<Fault | null>(null)
  /** The day was wished for, and no feed was chosen. */
  feedless = $state(false)
  taking = $state(false)
  /** The work that this window went to the player for, or found there. */
  private seen: number | null = null
  private meant = $state.raw<Meant | null>(null)
  /** Another one is asked for before the answer to this one came. */
  private turn = 0

  readonly planned = $derived(this.work.state === 'planned')
  /** What went wrong with the line or with what it began. */
  readonly trouble = $derived(this.refused ?? (this.work.state === 'failed' ? this.work.trouble : null))

  /** Something stands below the line that came of it. */
  readonly answered = $derived(this.planned || this.trouble !== null || this.feedless || this.ways.length > 0 || this.understood !== null)

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
    /** Says it in a conversation. */
    private readonly ontalk: (text: string) => void,
  ) {}

  /** Follows what was begun until the answer is called. */
  follow(): () => void {
    return follow(this.faults, (take) => this.backend.wishes.subscribe(take), (work: Work) => this.show(work))
  }

  async look(): Promise<void> {
    this.ready = (await this.faults.watch(this.backend.wishes.ready())) ?? this.ready
  }

  /** Takes the line. */
  async begin(): Promise<void> {
    const text = this.text.trim()
    if (text === '' || this.taking) return
    this.forget()
    const meant = await this.ask(() => this.backend.wishes.meant(text))
    if (!meant) return
    this.meant = meant
    if (meant.surely) await this.take(meant.surely)
    else this.ways = meant.could
  }

  /** Takes the line as this. */
  async take(mode: Mode): Promise<void> {
    const { meant } = this
    const text = this.text.trim()
    if (!meant || text === '') return
    this.ways = []
    switch (mode) {
      case 'story': {
        const minutes = meant.minutes ?? keptLength.minutes
        return void (await this.ask(() => this.backend.wishes.story({ text, language: meant.language, minutes })))
      }
      case 'meditation':
        return this.understand({ ...UNCHANGED, text, language: meant.language })
      case 'daily':
        return this.tellDay(meant.minutes ?? 3, meant.language)
      case 'talk':
        this.clear()
        return this.ontalk(text)
    }
  }

  async tellDay(minutes: number, language: string): Promise<void> {
    await this.look()
    this.feedless = this.ready?.feeds === 0
    if (!this.feedless) await this.ask(() => this.backend.wishes.day(minutes, language))
  }

  /** Shows what is understood of a meditation, with what was changed of it. */
  async understand(wish: MeditationWish): Promise<void> {
    this.understood = (await this.ask(() => this.backend.wishes.understand(wish))) ?? this.understood
  }

  /** Nothing where it could not be done, which is told. */
  steerDay(steer: DaySteer): Promise<DaySteered | undefined> {
    return this.faults.watch(this.backend.wishes.steerDay(steer))
  }

  async lead(wish: MeditationWish): Promise<void> {
    await this.ask(() => this.backend.wishes.meditation(wish))
  }

  /** Empties the line and leaves what it was about to begin. */
  clear(): void {
    this.text = ''
    this.forget()
    if (this.planned) void this.stop()
  }

  async stop(): Promise<void> {
    await this.faults.watch(this.backend.wishes.end())
  }

  /** Whether what was begun can be heard and the window has not gone there yet. The line is free for the next one then. */
  sounds(): boolean {
    const { number, state } = this.work
    if (state !== 'told' || number === this.seen) return false
    this.seen = number
    this.text = ''
    this.forget()
    return true
  }

  private show(work: Work): void {
    // After a reload, one is where one was.
    if (this.seen === null) this.seen = work.state === 'told' ? work.number : -1
    this.work = work
  }

  private forget(): void {
    this.turn += 1
    this.taking = false
    ;[this.refused, this.understood, this.meant] = [null, null, null]
    this.ways = []
    this.feedless = false
    // The program keeps what failed until something else begins.
    if (this.work.state === 'failed') this.work = { ...this.work, state: 'none' }
  }

  /** The answer, where it came and is still wanted. */
  private async ask<T>(question: () => Promise<T>): Promise<T | undefined> {
    const turn = ++this.turn
    this.taking = true
    try {
      const answer = await question()
      return turn === this.turn ? answer : undefined
    } catch (reason) {
      if (turn === this.turn) this.refused = asFault(reason)
      return undefined
    } finally {
      if (turn === this.turn) this.taking = false
    }
  }
}

/** As the sentence says. */
const UNCHANGED = { intent: null, minutes: null, posture: null, bed: null, voice: null }
