import type { Voice } from '../backend/backend'

/** Voices that are chosen from together: those of a model, or those of the system with one accent. */
export interface Group {
  /** The model's id, or the accent's BCP 47 tag; no two are alike. */
  key: string
  label: string
  neural: boolean
}

/** The language in which the window speaks; its accents come first. */
const HOME = 'en'

function isHome(tag: string): boolean {
  return tag === HOME || tag.startsWith(`${HOME}-`)
}

/** The group that `voice` belongs to. */
export function groupOf(voice: Voice): string {
  return voice.model?.id ?? voice.language
}

/** A voice of the system is listed as its own name and its accent's: `Clara, English (Great Britain)`. */
export function ownName(voice: Voice): string {
  return voice.model ? voice.name : (voice.name.split(', ', 1)[0] ?? voice.name)
}

function accentName(voice: Voice): string {
  return voice.name.slice(ownName(voice).length).replace(/^, /, '') || voice.language
}

/** Every group once: the models as they are listed, then the accents, those of the window's own language first. */
export function groupsOf(voices: Voice[]): Group[] {
  const groups = new Map<string, Group & { language: string }>()
  for (const voice of voices) {
    const key = groupOf(voice)
    const label = voice.model?.name ?? accentName(voice)
    if (!groups.has(key)) groups.set(key, { key, label, neural: voice.model !== null, language: voice.language })
  }
  const all = [...groups.values()]
  const accents = all
    .filter((group) => !group.neural)
    .sort((one, other) => Number(isHome(other.language)) - Number(isHome(one.language)) || one.label.localeCompare(other.label))
  return [...all.filter((group) => group.neural), ...accents]
}

/** The voices by what they sound like, in the order in which they are listed; the cloned ones apart. */
export function peopleOf(voices: Voice[]): { person: string | null; voices: Voice[] }[] {
  const people = new Map<string | null, Voice[]>()
  for (const voice of voices) {
    const person = voice.cloned ? 'cloned' : voice.person
    people.set(person, [...(people.get(person) ?? []), voice])
  }
  return [...people].map(([person, voices]) => ({ person, voices }))
}
