/** Stands behind the last word of what broke off. */
const CUT = '…'

/** What was heard whole of `text`, and the word at which it broke off; with a space before the sign, between two words. */
export function broken(text: string): { whole: string; part: string } {
  const end = text.trimEnd()
  if (!end.endsWith(CUT)) return { whole: text, part: '' }
  const from = end.lastIndexOf(' ') + 1
  return { whole: end.slice(0, from), part: end.slice(from) }
}
