export const NARRATOR = 'narrator'

/** How many tints tokens.css has for characters. */
const TINTS = 5

/** A character's name as it is shown: scripts write their casts in small letters. */
export function shownName(name: string): string {
  const spaced = name.replaceAll('_', ' ')
  return spaced.charAt(0).toLocaleUpperCase() + spaced.slice(1)
}

/** A character's tint, 1 to 5: the same name has the same one in every story. */
export function tint(name: string): number {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return (sum % TINTS) + 1
}
