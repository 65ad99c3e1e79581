import type { Backend, Entry } from '../backend/backend'
import type { Faults } from '../design/faults.svelte'
import { search } from './search'

/** What can be heard, and what of it is looked for. */
export class Shelf {
  entries = $state.raw<Entry[]>([])
  loaded = $state(false)
  query = $state('')
  /** The entry that was played last: the focus comes back to it. */
  last = $state<string | null>(null)

  readonly found = $derived(search(this.entries, this.query))
  readonly sections = $derived([
    { name: 'kept' as const, entries: this.found.filter(kept).sort(newest) },
    { name: 'story' as const, entries: this.found.filter((entry) => !kept(entry) && entry.kind === 'story') },
    { name: 'meditation' as const, entries: this.found.filter((entry) => !kept(entry) && entry.kind === 'meditation') },
  ])

  /** The story or meditation that was left last. */
  readonly newest = $derived(this.entries.filter(kept).sort(newest)[0] ?? null)

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  async load(): Promise<void> {
    const entries = await this.faults.watch(this.backend.library())
    if (entries) this.entries = entries
    this.loaded = true
  }
}

function kept(entry: Entry): boolean {
  return entry.place !== null && entry.fault === null
}

function newest(one: Entry, other: Entry): number {
  return (other.place?.when ?? 0) - (one.place?.when ?? 0)
}
