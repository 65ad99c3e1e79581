import { screen } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NOTHING, type Saying, type Stage } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'
import { pieces, wordAt } from '../src/lib/player/words'
import { currentLine, openWindow, pass, phase, play, until } from './window'

afterEach(() => vi.useRealTimers())

const heard = (): string | null => screen.queryByTestId('heard-word')?.textContent ?? null

/** A window whose stages are sent by hand. */
async function directed(first: Stage) {
  let send: (stage: Stage) => void = () => {}
  await openWindow({ ...createFake(), subscribe: async (on) => ((send = on), on(first), () => {}) }, '#/player')
  return async (stage: Stage) => {
    send(stage)
    await pass(0)
  }
}

const TEXT = 'Ça, là — 🌊 enfin.'

function words(text: string): Saying['words'] {
  return [...text.matchAll(/[\p{L}\u{1F30A}]+/gu)].map((found, at) => ({
    start: found.index,
    end: found.index + found[0].length,
    from: at * 0.2,
    to: at * 0.2 + 0.1,
  }))
}

const speaking: Stage = {
  ...NOTHING,
  phase: 'speaking',
  id: 'phare',
  title: 'La lampe',
  language: 'fr',
  current: { index: 0, voice: 'narrator', text: TEXT },
  saying: { words: words(TEXT), at: 0.01 },
}

describe('the words of a line', () => {
  it('are cut out of it without a letter lost', () => {
    const cut = pieces(TEXT, words(TEXT))
    expect(cut.map((piece) => piece.text).join('')).toBe(TEXT)
    expect(cut.filter((piece) => piece.word !== null).map((piece) => piece.text)).toEqual(['Ça', 'là', '🌊', 'enfin'])
    expect(pieces(TEXT, [])).toEqual([{ text: TEXT, word: null }])
    const wrong = [{ start: 3, end: 2, from: 0, to: 1 }, { start: 4, end: 99, from: 0, to: 1 }]
    expect(pieces(TEXT, wrong).map((piece) => piece.text).join('')).toBe(TEXT)
  })

  it('hold until the next one begins', () => {
    const all = words(TEXT)
    expect([0, 0.01, 0.19, 0.2, 0.21, 9].map((at) => wordAt(all, at))).toEqual([null, 0, 0, 0, 1, 3])
  })

  it('are marked one after the other, between two stages too, and no further without news', async () => {
    await directed(speaking)
    expect(heard()).toBe('Ça')
    await pass(0.2)
    expect(heard()).toBe('là')
    await pass(5)
    expect(heard()).toBe('là')
  })

  it('are not marked again by news that was late, but are where the line goes back', async () => {
    const send = await directed(speaking)
    await send({ ...speaking, saying: { words: words(TEXT), at: 0.21 } })
    await pass(0.2)
    expect(heard()).toBe('🌊')
    await send({ ...speaking, saying: { words: words(TEXT), at: 0.3 } })
    expect(heard()).toBe('🌊')
    await send({ ...speaking, saying: { words: words(TEXT), at: 0.01 } })
    expect(heard()).toBe('Ça')
  })

  it('stand still while it is paused', async () => {
    // A busy machine takes longer than the hundredth of a second that is left to the next word.
    vi.spyOn(performance, 'now').mockReturnValue(0)
    const send = await directed(speaking)
    await send({ ...speaking, phase: 'paused' })
    await pass(5)
    expect(heard()).toBe('Ça')
    await send({ ...speaking, saying: { words: words(TEXT), at: 0.39 } })
    expect(heard()).toBe('là')
    await pass(0.1)
    expect(heard()).toBe('🌊')
    vi.mocked(performance.now).mockRestore()
  })

  it('leave the line as it is: no element of it is made anew, and no screen reader is told', async () => {
    const send = await directed(speaking)
    const before = [...screen.getByTestId('current-line').querySelectorAll('span')]
    await send({ ...speaking, saying: { words: words(TEXT), at: 0.61 } })
    expect(heard()).toBe('enfin')
    expect([...screen.getByTestId('current-line').querySelectorAll('span')]).toEqual(before)
    expect(currentLine().trim()).toBe(TEXT)
    expect(screen.getByTestId('heard-word').closest('[aria-live], [role="status"], [role="log"]')).toBeNull()
    expect(screen.getByTestId('announcement').textContent).not.toContain('enfin')
  })

  it('are not marked where the voice tells none', async () => {
    await directed({ ...speaking, saying: null })
    expect(heard()).toBeNull()
    expect(currentLine().trim()).toBe(TEXT)
  })

  it('of an option that is read aloud are marked in the option, and not in the line', async () => {
    const option = 'Partir sans un mot.'
    const saying = { words: words(option), at: 0.21 }
    await directed({ ...speaking, phase: 'asking', options: ['Rester.', option], reading: 1, saying })
    expect(heard()).toBe('sans')
    expect(screen.getByTestId('heard-word').closest('[data-testid="choice"]')).toBeTruthy()
  })
})

it('a story in the window marks its words in their order', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  const line = await until(() => (heard() === null ? null : currentLine()))
  const seen: string[] = []
  while (currentLine() === line && phase() === 'speaking') {
    const word = heard()
    if (word !== null && word !== seen.at(-1)) seen.push(word)
    await pass(0.1)
  }
  const written = line.match(/\p{L}[\p{L}\p{M}\p{N}'’-]*/gu) ?? []
  expect(seen.length).toBeGreaterThan(3)
  expect(written.slice(-seen.length)).toEqual(seen)
})
