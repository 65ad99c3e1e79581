import type { VoiceInfo } from '../backend/backend'

export interface Accent {
  /** BCP 47. */
  tag: string
  label: string
}

/** The language in which the window speaks; its accents come first. */
const HOME = 'en'

function isHome(tag: string): boolean {
  return tag === HOME || tag.startsWith(`${HOME}-`)
}

/** A voice is listed as its own name and its accent's: `Clara, English (Great Britain)`. */
export function ownName(voice: VoiceInfo): string {
  return voice.name.split(', ', 1)[0] ?? voice.name
}

function accentName(voice: VoiceInfo): string {
  return voice.name.slice(ownName(voice).length).replace(/^, /, '') || voice.language
}

/** Every accent once, those of the window's own language first, each by its name. */
export function accentsOf(voices: VoiceInfo[]): Accent[] {
  const accents = new Map<string, Accent>()
  for (const voice of voices) {
    if (!accents.has(voice.language)) accents.set(voice.language, { tag: voice.language, label: accentName(voice) })
  }
  return [...accents.values()].sort(
    (one, other) => Number(isHome(other.tag)) - Number(isHome(one.tag)) || one.label.localeCompare(other.label),
  )
}

/** The voices by what they sound like, in the order in which they are listed. */
export function peopleOf(voices: VoiceInfo[]): { person: string | null; voices: VoiceInfo[] }[] {
  const people = new Map<string | null, VoiceInfo[]>()
  for (const voice of voices) people.set(voice.person, [...(people.get(voice.person) ?? []), voice])
  return [...people].map(([person, voices]) => ({ person, voices }))
}
