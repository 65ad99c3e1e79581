import { screen, within } from '@testing-library/svelte'
import axe from 'axe-core'
import { afterEach, expect, it, vi } from 'vitest'
import { createFake } from '../src/lib/backend/fake'
import { currentLine, openWindow, pass, phase, play, until } from './window'

afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

const line = () => screen.getByTestId('wish') as HTMLInputElement
const value = (field: string) => screen.getByTestId(`understood-${field}`).dataset.value

/** Seconds until the fake's choice. */
const STORY = 120

it('begins at the line: it has the focus, Enter takes it, Escape clears it', async () => {
  const { user } = await openWindow()
  expect(document.activeElement).toBe(line())
  await user.keyboard('purple elephants{Enter}')
  const ways = within(screen.getByTestId('ways')).getAllByRole('button')
  expect(ways.map((way) => way.dataset.mode)).toEqual(['story', 'talk', 'meditation', 'daily'])
  expect(document.activeElement).toBe(ways[0])
  await user.keyboard('{Escape}')
  expect(screen.queryByTestId('ways')).toBeNull()
  expect(line().value).toBe('')
  expect(document.activeElement).toBe(line())
})

it('takes what is unclear as the way that was pressed', async () => {
  const fake = createFake()
  const story = vi.spyOn(fake.wishes, 'story')
  const { user } = await openWindow(fake)
  await user.keyboard('purple elephants{Enter}')
  await user.click(screen.getByRole('button', { name: 'As a story' }))
  expect(story).toHaveBeenCalledWith({ text: 'purple elephants', language: 'en', minutes: 15 })
})

it('tells a story that it thinks of, takes own words at its choice, and says where it is kept', async () => {
  const { user } = await openWindow()
  await user.keyboard('a story about a ferry{Enter}')
  await pass(1)
  expect(screen.getByTestId('planned').textContent).toMatch(/about|a moment/)
  await until(() => currentLine() || null)
  await until(() => screen.queryByTestId('choices'), STORY)
  await user.type(screen.getByTestId('own-words'), 'I sing to the water{Enter}')
  await pass(1)
  expect(phase()).toBe('speaking')
  const ending = await until(() => screen.queryByTestId('ending'), STORY)
  expect(ending.textContent).toContain('on your shelf')
  await user.click(screen.getByRole('button', { name: 'Back home' }))
  await pass(1)
  expect(line().value).toBe('')
})

it('lets a story end', async () => {
  const { user } = await openWindow()
  await user.keyboard('a story about a ferry{Enter}')
  await user.click(await until(() => screen.queryByRole('button', { name: 'Let it end' }), STORY))
  await pass(1)
  expect(screen.getByTestId('ending')).toBeTruthy()
})

it('clears the words at a choice with Escape, and does not stop the story', async () => {
  const { user } = await openWindow()
  await user.keyboard('a story about a ferry{Enter}')
  await until(() => screen.queryByTestId('own-words'), STORY)
  const own = screen.getByTestId('own-words') as HTMLInputElement
  await user.type(own, 'never mind{Escape}')
  expect(own.value).toBe('')
  expect(phase()).toBe('asking')
})

it('offers no own words in a story that an author wrote', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  await until(() => screen.queryByTestId('choices'), STORY)
  expect(screen.queryByTestId('own-words')).toBeNull()
})

it('stops thinking of a story', async () => {
  const fake = createFake()
  const { user } = await openWindow(fake)
  await user.keyboard('a story about a ferry{Enter}')
  await pass(1)
  await user.click(screen.getByTestId('planned-stop'))
  await pass(5)
  expect(screen.queryByTestId('planned')).toBeNull()
  expect(phase()).toBeUndefined()
})

it('says that nobody can write a story, and offers the one that comes nearest', async () => {
  const fake = createFake({ unwritten: { chat: true } })
  const open = vi.spyOn(fake, 'open')
  const { user } = await openWindow(fake)
  expect(screen.getByTestId('right-now').textContent).toContain('New stories and talk need one')
  await user.keyboard('a story about a ferry{Enter}')
  await pass(4)
  expect(screen.getByTestId('hitch').dataset.code).toBe('missing_model')
  await user.click(screen.getByRole('button', { name: 'Play “The Last Ferry”' }))
  expect(open).toHaveBeenLastCalledWith('ferry', null, true)
})

it('shows what it understood of a meditation, each part changed in one press, and leads it', async () => {
  const fake = createFake()
  const lead = vi.spyOn(fake.wishes, 'meditation')
  const { user } = await openWindow(fake)
  await user.keyboard('eight minutes, I can’t sleep, my shoulders are tight{Enter}')
  expect([value('intent'), value('minutes'), value('posture'), value('bed')]).toEqual(['sleep', '8', 'lying', 'rain'])
  expect(screen.getByTestId('understood').textContent).toContain('your shoulders')
  await user.click(within(screen.getByTestId('understood-bed')).getByRole('radio', { name: 'fire' }))
  await user.click(within(screen.getByTestId('understood-minutes')).getByRole('radio', { name: '20' }))
  expect([value('bed'), value('minutes'), value('intent')]).toEqual(['fire', '20', 'sleep'])
  await user.click(screen.getByRole('button', { name: 'Begin, 20 minutes' }))
  expect(lead).toHaveBeenLastCalledWith(expect.objectContaining({ bed: 'fire', minutes: 20, intent: null }))
  await until(() => currentLine() || null)
  await user.click(screen.getByRole('button', { name: 'What I understood' }))
  await user.click(within(screen.getByTestId('understood-intent')).getByRole('radio', { name: 'calm' }))
  expect(lead).toHaveBeenLastCalledWith(expect.objectContaining({ bed: 'fire', minutes: 20, intent: 'calm' }))
})

it('begins a meditation with Enter alone', async () => {
  const { user } = await openWindow()
  await user.keyboard('ten minutes of calm{Enter}')
  await pass(0)
  await user.keyboard('{Enter}')
  await until(() => currentLine() || null)
  expect(screen.getByTestId('steering')).toBeTruthy()
})

it('steers a meditation by buttons', async () => {
  const fake = createFake()
  const control = vi.spyOn(fake, 'control')
  const { user } = await openWindow(fake)
  await play(user, 'Evening Breath')
  for (const name of ['Stay here', 'Five more minutes', 'Slower', 'Skip']) await user.click(screen.getByRole('button', { name }))
  expect(control.mock.calls.map(([sent]) => sent)).toEqual([{ kind: 'stay' }, { kind: 'longer', minutes: 5 }, { kind: 'slower' }, { kind: 'skip' }])
})

it('says what to do where the day has no feeds, and takes some', async () => {
  const fake = createFake({ unwritten: { feeds: true } })
  const { user } = await openWindow(fake)
  await user.keyboard('the news{Enter}')
  await pass(0)
  expect(screen.getByTestId('feedless')).toBeTruthy()
  await user.click(screen.getByTestId('to-feeds'))
  await pass(0)
  await user.type(screen.getByTestId('feed-address'), 'nowhere{Enter}')
  expect(screen.getByTestId('feeds-told').textContent).toContain('no address of a feed')
  await user.click(screen.getByRole('button', { name: 'Add Science, daily' }))
  expect(screen.getByTestId('feeds').textContent).toContain('Science, daily')
  await user.click(screen.getByTestId('tell-3'))
  await until(() => currentLine() || null)
})

it('steers the day by buttons, and says what came of it', async () => {
  const { user } = await openWindow()
  await user.keyboard('the news{Enter}')
  await until(() => screen.queryByTestId('day-steering'))
  for (const [name, told] of [['Skip', 'On to the next.'], ['Tell me more', 'The old crane turns again'], ['Save', 'is saved']]) {
    await user.click(screen.getByRole('button', { name }))
    await pass(0)
    expect(screen.getByTestId('day-steering').textContent).toContain(told)
  }
})

it('says a wish to talk in a conversation', async () => {
  const { user } = await openWindow()
  await user.keyboard('hello there{Enter}')
  await pass(1)
  expect(screen.getAllByTestId('remark')[0]?.textContent).toContain('hello there')
})

it('shows where help is instead of taking a sentence of danger', async () => {
  const fake = createFake()
  const story = vi.spyOn(fake.wishes, 'story')
  const { user } = await openWindow(fake)
  await user.keyboard('a story in which I want to die{Enter}')
  expect(screen.getByTestId('hitch').textContent).toContain('call 112')
  expect(story).not.toHaveBeenCalled()
})

it('goes on where the listener left off', async () => {
  const fake = createFake()
  const open = vi.spyOn(fake, 'open')
  const { user } = await openWindow(fake)
  await user.click(screen.getByTestId('go-on'))
  expect(open).toHaveBeenLastCalledWith('kite', null, false)
})

it('keeps how long a story lasts', async () => {
  const fake = createFake()
  const story = vi.spyOn(fake.wishes, 'story')
  const { user } = await openWindow(fake)
  await user.selectOptions(screen.getByRole('combobox', { name: 'A story lasts' }), 'as long as I like')
  await user.type(line(), 'a story about a fox{Enter}')
  expect(story).toHaveBeenLastCalledWith({ text: 'a story about a fox', language: 'en', minutes: null })
  await user.keyboard('{Escape}')
  await user.type(line(), 'a five minutes story about a fox{Enter}')
  expect(story).toHaveBeenLastCalledWith({ text: 'a five minutes story about a fox', language: 'en', minutes: 5 })
})

it('has nothing that axe finds, at the ways, at what was understood and in the day', async () => {
  const seen: Record<string, string[]> = {}
  const look = async (name: string) => {
    vi.useRealTimers()
    const results = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
    seen[name] = results.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))
  }
  for (const [name, words] of [['ways', 'purple elephants'], ['understood', 'ten minutes of calm']]) {
    const { user, unmount } = await openWindow()
    await user.keyboard(`${words}{Enter}`)
    await pass(0)
    await look(name ?? '')
    unmount()
  }
  await openWindow(createFake(), '#/daily')
  await pass(0)
  await look('day')
  expect(seen).toEqual({ ways: [], understood: [], day: [] })
})
