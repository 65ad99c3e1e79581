const KEPT = 'vesper.story-length'
const OPEN = 'open'

/** Minutes of a story, none for one that goes on until the listener ends it. */
export const LENGTHS: (number | null)[] = [5, 15, 30, null]
const USUAL = 15

function read(): number | null {
  const kept = localStorage.getItem(KEPT)
  if (kept === OPEN) return null
  return LENGTHS.find((minutes) => minutes !== null && String(minutes) === kept) ?? USUAL
}

/** How long a new story is where the sentence does not say. It belongs to this window. */
class KeptLength {
  minutes = $state<number | null>(read())

  set(minutes: number | null): void {
    this.minutes = minutes
    localStorage.setItem(KEPT, minutes === null ? OPEN : String(minutes))
  }
}

export const keptLength = new KeptLength()
