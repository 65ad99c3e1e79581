import { expect, it } from 'vitest'
import type { Breath } from '../src/lib/backend/backend'
import { counted, fullness } from '../src/lib/player/breath'

const beat = (phase: Breath['phase'], at = 0): Breath => ({ phase, length: 4, at })

it('fills from empty to full, holds, and empties', () => {
  expect(fullness(beat('in'), 0)).toBeCloseTo(0)
  expect(fullness(beat('in'), 2)).toBeCloseTo(0.5)
  expect(fullness(beat('in'), 4)).toBeCloseTo(1)
  expect(fullness(beat('hold'), 3)).toBe(1)
  expect(fullness(beat('out'), 4)).toBeCloseTo(0)
  expect(fullness(beat('rest'), 1)).toBe(0)
})

it('joins in where the stage says the beat is, and never runs past its end', () => {
  expect(fullness(beat('in', 1), 1)).toBeCloseTo(0.5)
  expect(fullness(beat('out', 3), 60)).toBeCloseTo(0)
  expect(fullness({ phase: 'in', length: 0, at: 0 }, 0)).toBeCloseTo(1)
})

it('counts as one counts aloud', () => {
  expect([0, 0.9, 1, 3.5, 4, 9].map((since) => counted(beat('in'), since))).toEqual([4, 4, 3, 1, 1, 1])
})
