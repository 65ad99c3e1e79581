import { expect, it } from 'vitest'
import css from '../src/lib/design/tokens.css?raw'

const HEX = /--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g
const tokens = new Map([...css.matchAll(HEX)].map(([, name, day, night]) => [name, { day, night }]))

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function colour(name: string, theme: 'day' | 'night'): string {
  const value = tokens.get(name)?.[theme]
  if (!value) throw new Error(`tokens.css has no colour --${name}`)
  return value
}

// The sky is a gradient: text must be legible on both of its ends and in the afterglow.
const SKIES = ['sky', 'sky-low', 'afterglow']
const TINTS = ['tint-1', 'tint-2', 'tint-3', 'tint-4', 'tint-5']
const text = (names: string[], grounds: string[]) => names.flatMap((name) => grounds.map((ground) => [name, ground, 4.5] as const))
const shape = (names: string[], grounds: string[]) => names.flatMap((name) => grounds.map((ground) => [name, ground, 3] as const))

const PAIRS = [
  ...text(['ink', 'ink-quiet', 'star'], [...SKIES, 'ground', 'raised']),
  ...text(TINTS, SKIES),
  ...text(['fault'], ['sky', 'raised']),
  ...text(['on-star'], ['star']),
  ...shape(['edge'], ['sky', 'sky-low', 'ground', 'raised']),
]

it.each(PAIRS)('%s on %s has a contrast of at least %s in both themes', (ink, paper, least) => {
  for (const theme of ['day', 'night'] as const) {
    expect(contrast(colour(ink, theme), colour(paper, theme)), theme).toBeGreaterThanOrEqual(least)
  }
})
