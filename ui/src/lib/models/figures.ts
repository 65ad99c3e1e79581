import { languageName } from '../design/language'
import { strings } from '../strings'

const say = strings.models

const UNITS = [
  { name: 'GB', bytes: 1e9 },
  { name: 'MB', bytes: 1e6 },
  { name: 'KB', bytes: 1e3 },
]

function unitFor(bytes: number): { name: string; bytes: number } {
  return UNITS.find((unit) => bytes >= unit.bytes) ?? { name: 'bytes', bytes: 1 }
}

/** Two figures that matter, no more: 0.6, 9.1, 60, 574. */
function short(number: number): string {
  return String(number < 9.95 ? Math.round(number * 10) / 10 : Math.round(number))
}

/** Decimal units, as the disk's maker and the hub count. */
export function size(bytes: number): string {
  const unit = unitFor(bytes)
  return `${short(bytes / unit.bytes)} ${unit.name}`
}

/** Both in the unit of the whole. */
export function part(done: number, total: number | null): string {
  if (total === null) return size(done)
  const unit = unitFor(total)
  return say.part(short(done / unit.bytes), `${short(total / unit.bytes)} ${unit.name}`)
}

/** Whole percents; 100 only when nothing is missing. */
export function percent(done: number, total: number | null): number | null {
  if (total === null) return null
  return total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 100
}

/** Rounded so that it does not flicker: tens of seconds, minutes, then hours with minutes. */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return say.left.moments
  if (seconds < 55) return say.left.seconds(Math.ceil(seconds / 10) * 10)
  const minutes = Math.max(1, Math.round(seconds / 60))
  return minutes < 60 ? say.left.minutes(minutes) : say.left.hours(Math.floor(minutes / 60), minutes % 60)
}

/** What an engine gave as a reason, as a sentence of its own. */
export function sentence(reason: string): string {
  const begun = reason.charAt(0).toUpperCase() + reason.slice(1)
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`
}

/** More languages than this are counted, not named. */
const NAMED = 4

export function languages(tags: string[]): string {
  if (tags.length === 0) return say.anyLanguage
  return tags.length <= NAMED ? tags.map(languageName).join(', ') : say.languages(tags.length)
}
