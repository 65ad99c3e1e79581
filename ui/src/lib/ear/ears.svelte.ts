import { UNHEARD, type Backend, type Fault, type Heard, type Listening } from '../backend/backend'
import { follow } from '../backend/follow'
import { asFault, type Faults } from '../design/faults.svelte'

/** How the listener is heard, in a conversation and while something is performed, and what is heard of them. */
export class Ears {
  value = $state.raw<Heard>(UNHEARD)
  /** Why nobody can listen. */
  private refused = $state.raw<Fault | null>(null)
  readonly trouble = $derived(this.refused ?? this.value.ear.trouble)
  /** A screen reader that speaks would be heard. */
  readonly overhears = $derived(this.value.listening.on && !this.value.listening.pushed && !this.value.listening.headphones)

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  /** Follows what is heard until the answer is called. */
  follow(): () => void {
    return follow(this.faults, (take) => this.backend.ears.subscribe(take), (heard: Heard) => (this.value = heard))
  }

  async change(part: Partial<Listening>): Promise<void> {
    this.refused = null
    const before = this.value
    const listening = { ...before.listening, ...part }
    // It shows at once, and is taken back where it was refused.
    this.value = { ...before, listening }
    try {
      await this.backend.ears.listen(listening)
    } catch (reason) {
      this.value = { ...this.value, listening: before.listening }
      this.refused = asFault(reason)
    }
  }

  /** The key that is held to be heard. */
  async push(down: boolean): Promise<void> {
    await this.faults.watch(this.backend.control({ kind: 'push', down }))
  }
}
