import type { Saying } from '../backend/backend'

/** How long the words go on without news of them, in seconds: stages come ten times in one while somebody speaks. */
export const AHEAD = 0.3

/** A part of a line; `word` counts its words, and is `null` for what stands between them. */
export interface Piece {
  text: string
  word: number | null
}

/** The whole of `text`, cut where its words begin and end. */
export function pieces(text: string, words: Saying['words']): Piece[] {
  const cut: Piece[] = []
  let done = 0
  words.forEach(({ start, end }, word) => {
    if (start < done || end <= start || end > text.length) return
    if (start > done) cut.push({ text: text.slice(done, start), word: null })
    cut.push({ text: text.slice(start, end), word })
    done = end
  })
  if (done < text.length) cut.push({ text: text.slice(done), word: null })
  return cut
}

/** The word heard `at` seconds into the line: it holds until the next one begins. `null` before the first. */
export function wordAt(words: Saying['words'], at: number): number | null {
  const begun = words.filter((word) => word.from < at).length
  return begun === 0 ? null : begun - 1
}

/**
 * The word to mark by news that the line is `at` so many seconds, where `marked` is marked: news that was long on its way
 * moves the mark back no word. It runs no further than `AHEAD` before the news, so what is further back was gone back to.
 */
export function markedAt(words: Saying['words'], at: number, marked: number | null): number | null {
  const ahead = marked === null ? undefined : words[marked]
  return ahead && ahead.from >= at && ahead.from <= at + AHEAD ? marked : wordAt(words, at)
}
