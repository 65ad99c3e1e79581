import { expect, it } from 'vitest'
import { languages, part, percent, size, timeLeft } from '../src/lib/models/figures'

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [885_098, '885 KB'],
  [2_000_031, '2 MB'],
  [59_707_625, '60 MB'],
  [2_497_281_312, '2.5 GB'],
  [18_556_689_568, '19 GB'],
])('%s bytes are said as %s', (bytes, said) => expect(size(bytes)).toBe(said))

it('says a part in the unit of the whole', () => {
  expect(part(240_000_000, 2_500_000_000)).toBe('0.2 of 2.5 GB')
  expect(part(12_000_000, null)).toBe('12 MB')
})

it('says a hundred percent only when nothing is missing', () => {
  expect(percent(99_999, 100_000)).toBe(99)
  expect(percent(100_000, 100_000)).toBe(100)
  expect(percent(0, 0)).toBe(100)
  expect(percent(5, null)).toBeNull()
})

it.each([
  [3, 'a few seconds left'],
  [31, 'about 40 s left'],
  [59, 'about 1 min left'],
  [200, 'about 3 min left'],
  [4_000, 'about 1 h 7 min left'],
])('%s seconds are said as %s', (seconds, said) => expect(timeLeft(seconds)).toBe(said))

it('names a few languages and counts many', () => {
  expect(languages([])).toBe('many languages')
  expect(languages(['fr', 'pt-BR'])).toBe('French, Brazilian Portuguese')
  expect(languages(['en', 'de', 'fr', 'es', 'it'])).toBe('5 languages')
})
