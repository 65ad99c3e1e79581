import type { Entry } from '../backend/backend'

/** Folded for comparison: no case, no accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** The entries in which every word of `query` begins a word of title, author, description, moods or voices. */
export function search(entries: Entry[], query: string): Entry[] {
  const sought = fold(query).split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const text = fold([entry.title, entry.by, entry.about, ...entry.moods, ...entry.voices].join(' '))
    const words = text.split(/[^\p{L}\p{N}]+/u)
    return sought.every((part) => words.some((word) => word.startsWith(part)) || text.includes(` ${part}`))
  })
}
