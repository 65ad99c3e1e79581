import { SvelteSet } from 'svelte/reactivity'
import type { Backend, Models as Everything } from '../backend/backend'
import type { Faults } from '../design/faults.svelte'
import { strings } from '../strings'
import { announcement } from './announce'
import { sections } from './sections'

function host(hub: string | null): string {
  return /^https?:\/\/([^/]+)/.exec(hub ?? '')?.[1] ?? strings.models.someHub
}

/** The models as the program sees them, from the first look at them on. */
export class Models {
  value = $state.raw<Everything | null>(null)
  failed = $state(false)
  /** What a screen reader is told. */
  told = $state('')

  /** Those that were checked in this window and found whole. */
  readonly checked = new SvelteSet<string>()
  private readonly checking = new Set<string>()

  /** Where models come from, as it stands on the buttons. */
  readonly host = $derived(host(this.value?.hub ?? null))
  readonly sections = $derived(this.value ? sections(this.value) : [])
  private following = false

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  /**
   * Follows them for the life of the window. Not before they are looked at: the machine is measured for it, which
   * nobody needs who came for a story.
   */
  async follow(): Promise<void> {
    if (this.following) return
    this.following = true
    this.failed = false
    try {
      await this.backend.models.subscribe((models) => this.receive(models))
    } catch (reason) {
      this.faults.tell(reason)
      this.following = false
      this.failed = true
    }
  }

  get = (id: string): void => void this.faults.watch(this.backend.models.get(id))
  pause = (id: string): void => {
    // A check that was stopped has found nothing.
    this.checking.delete(id)
    void this.faults.watch(this.backend.models.pause(id))
  }
  cancel = (id: string): void => void this.faults.watch(this.backend.models.cancel(id))
  verify = async (id: string): Promise<void> => {
    this.checked.delete(id)
    this.checking.add(id)
    const whole = await this.faults.watch(this.backend.models.verify(id))
    if (!this.checking.delete(id) || !whole) return
    this.checked.add(id)
    const name = this.value?.cards.find((card) => card.id === id)?.name ?? id
    this.told = strings.models.announce.fine(name)
  }
  remove = (id: string): void => void this.faults.watch(this.backend.models.remove(id))

  private receive(models: Everything): void {
    this.told = announcement(this.value?.cards ?? [], models.cards, this.checking) || this.told
    this.value = models
    for (const { id, state } of models.cards) {
      if (!['whole', 'queued', 'working'].includes(state.kind)) this.checked.delete(id)
    }
  }
}
