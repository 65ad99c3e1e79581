import { NOTHING, type Backend, type Control, type Stage } from '../backend/backend'
import type { Faults } from '../design/faults.svelte'

/** The performance as the window knows it: the last stage, and the way to direct it. */
export class Player {
  stage = $state.raw<Stage>(NOTHING)
  /** When the stage came, in milliseconds of `performance.now()`: breathing moves on between two stages. */
  arrived = $state.raw(0)
  /** The first stage came. */
  known = $state(false)
  /** Something was asked for and its first stage is still to come. */
  private opening = $state(false)

  /** A script is performed, or about to be. A voice that is being tried has phases too, but no script. */
  readonly busy = $derived(this.opening || (this.stage.phase !== 'idle' && this.stage.id !== null))

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  /** Follows the performance until the answer is called. */
  follow(): () => void {
    let leave: (() => void) | undefined
    let over = false
    const following = this.backend.subscribe((stage) => {
      if (!over) this.take(stage)
    })
    void this.faults.watch(following).then((stop) => {
      this.known = true
      if (over) stop?.()
      else leave = stop
    })
    return () => {
      over = true
      leave?.()
    }
  }

  async open(id: string, minutes: number | null, fresh: boolean): Promise<void> {
    this.opening = true
    await this.faults.watch(this.backend.open(id, minutes, fresh))
    this.opening = false
  }

  async direct(control: Control): Promise<void> {
    await this.faults.watch(this.backend.control(control))
  }

  private take(stage: Stage): void {
    this.stage = stage
    this.arrived = performance.now()
    this.known = true
    if (stage.phase !== 'idle') this.opening = false
  }
}
