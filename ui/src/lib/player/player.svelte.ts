import { NOTHING, type Backend, type Control, type Notice, type Stage } from '../backend/backend'
import { follow } from '../backend/follow'
import type { Faults } from '../design/faults.svelte'

/** How long an accepted wish may go without its first stage, in milliseconds; a busy machine needs seconds. */
const PATIENCE = 15_000

/** Notices after which a performance does not begin. */
const HINDRANCES: Notice['code'][] = ['no_voice', 'script_fault', 'too_short', 'failed']

/** The performance as the window knows it: the last stage, and the way to direct it. */
export class Player {
  stage = $state.raw<Stage>(NOTHING)
  /** When the stage came, in milliseconds of `performance.now()`: breathing moves on between two stages. */
  arrived = $state.raw(0)
  /** The first stage came. */
  known = $state(false)
  /** What was asked for while its first stage is still to come: that comes after the answer, not with it. */
  private wanted = $state<string | null>(null)

  /** A script is performed, or about to be. A voice that is being tried has phases too, but no script. */
  readonly busy = $derived(this.wanted !== null || (this.stage.phase !== 'idle' && this.stage.id !== null))

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  /** Follows the performance until the answer is called. */
  follow(): () => void {
    return follow(
      this.faults,
      (take) => this.backend.subscribe(take),
      (stage: Stage) => this.take(stage),
      // The first stage may come after the answer, and where nobody follows never.
      () => (this.known = true),
    )
  }

  async open(id: string, minutes: number | null, fresh: boolean): Promise<void> {
    this.wanted = id
    try {
      await this.backend.open(id, minutes, fresh)
      setTimeout(() => this.forget(id), PATIENCE)
    } catch (reason) {
      this.faults.tell(reason)
      this.forget(id)
    }
  }

  /** What was begun elsewhere is about to be performed; `id` is how its own begins. */
  expect(id: string): void {
    if (this.stage.phase !== 'idle' && this.stage.id?.startsWith(id)) return
    this.wanted = id
    setTimeout(() => this.forget(id), PATIENCE)
  }

  async direct(control: Control): Promise<void> {
    await this.faults.watch(this.backend.control(control))
  }

  private take(stage: Stage): void {
    const { notice } = stage
    const hindered = notice !== null && HINDRANCES.includes(notice.code) && notice.text !== this.stage.notice?.text
    this.stage = stage
    this.arrived = performance.now()
    this.known = true
    if (stage.phase !== 'idle' && this.wanted !== null && stage.id?.startsWith(this.wanted)) this.wanted = null
    else if (hindered) this.wanted = null
  }

  private forget(id: string): void {
    if (this.wanted === id) this.wanted = null
  }
}
