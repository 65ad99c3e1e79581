import type { Entry } from '../backend/backend'
import { languageName } from '../design/language'
import { strings } from '../strings'
import { NARRATOR, shownName } from '../player/voices'

/** Words a minute of an unhurried voice, pauses included. */
const WORDS_A_MINUTE = 140

/** What is worth knowing before pressing play: length, choices, who speaks, a language that is not the window's. */
export function facts(entry: Entry): string[] {
  const say = strings.library
  const characters = entry.voices.filter((voice) => voice !== NARRATOR).map(shownName)
  const told: string[] = []
  if (entry.minutes) told.push(say.span(entry.minutes.least, entry.minutes.most))
  else if (entry.words > 0) told.push(say.about(Math.max(1, Math.round(entry.words / WORDS_A_MINUTE))))
  if (entry.choices > 0) told.push(say.choices(entry.choices))
  if (characters.length > 0) told.push(say.voices(characters))
  if (entry.language && !/^en\b/i.test(entry.language)) told.push(say.language(languageName(entry.language)))
  return told
}
