import { fireEvent, screen } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { createFake } from '../src/lib/backend/fake'
import { entryNamed, openWindow, pass, play } from './window'

afterEach(() => {
  vi.useRealTimers()
  localStorage.clear()
})

const titles = () => screen.queryAllByTestId('entry').map((entry) => entry.querySelector('h3')?.textContent)

it.each([
  ['kite', ['A Kite for the Postmistress']],
  ['SLEEP', ['Evening Breath', 'From the Feet Up']],
  ['oskar', ['The Last Ferry']],
  ['ferryman quay', ['The Last Ferry']],
  ['mrs adair', ['A Kite for the Postmistress']],
  ['zebra', []],
])('finds %s in titles, moods, voices and descriptions', async (query, found) => {
  const { user } = await openWindow()
  await user.type(screen.getByRole('searchbox', { name: 'Search' }), query)
  expect(titles()).toEqual(found)
})

it('opens the search with the slash key', async () => {
  const { user } = await openWindow()
  await user.keyboard('/kite')
  expect(titles()).toEqual(['A Kite for the Postmistress'])
})

it('leaves single keys alone when the listener turned them off', async () => {
  const { user } = await openWindow()
  await user.keyboard('?')
  await user.click(screen.getByRole('switch', { name: /Use the keys/ }))
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.keyboard('?')
  expect(screen.getByTestId('help').hasAttribute('open')).toBe(false)
  await user.click(screen.getByRole('button', { name: 'Keyboard help' }))
  await user.click(screen.getByRole('switch', { name: /Use the keys/ }))
})

it('goes on at a kept place, or from the start', async () => {
  const fake = createFake()
  const open = vi.spyOn(fake, 'open')
  const { user } = await openWindow(fake)
  expect(titles()[0]).toBe('A Kite for the Postmistress')
  await user.click(screen.getByRole('button', { name: 'Go on with A Kite for the Postmistress' }))
  expect(open).toHaveBeenLastCalledWith('kite', null, false)
  await user.keyboard('{Escape}')
  await pass(0)
  await user.click(screen.getByRole('button', { name: 'A Kite for the Postmistress from the start' }))
  expect(open).toHaveBeenLastCalledWith('kite', null, true)
})

it('plays a meditation for the minutes that were chosen', async () => {
  const fake = createFake()
  const open = vi.spyOn(fake, 'open')
  const { user } = await openWindow(fake)
  const length = screen.getByRole('slider', { name: 'Length of Evening Breath' })
  expect([length.getAttribute('min'), length.getAttribute('max')]).toEqual(['3', '20'])
  await fireEvent.input(length, { target: { value: '15' } })
  expect(length.getAttribute('aria-valuetext')).toBe('15 minutes')
  await user.click(screen.getByRole('button', { name: 'Play Evening Breath' }))
  expect(open).toHaveBeenLastCalledWith('evening', 15, true)
})

it('goes on with a meditation at the length that it had, whatever length a new start would have', async () => {
  const fake = createFake()
  const open = vi.spyOn(fake, 'open')
  const { user } = await openWindow(fake)
  const length = (): HTMLElement => screen.getByRole('slider', { name: 'Length of Evening Breath' })
  await fireEvent.input(length(), { target: { value: '15' } })
  await play(user, 'Evening Breath')
  await user.keyboard('{Escape}')
  await pass(0)
  expect(length().getAttribute('aria-valuetext')).toBe('15 minutes')
  await fireEvent.input(length(), { target: { value: '4' } })
  await user.click(screen.getByRole('button', { name: 'Go on with Evening Breath' }))
  expect(open).toHaveBeenLastCalledWith('evening', null, false)
  await pass(1)
  expect(screen.getByTestId('progress').textContent).toMatch(/of 15:00/)
  await user.keyboard('{Escape}')
  await pass(0)
  await fireEvent.input(length(), { target: { value: '4' } })
  await user.click(screen.getByRole('button', { name: 'Evening Breath from the start' }))
  expect(open).toHaveBeenLastCalledWith('evening', 4, true)
})

it('shows why a script cannot be performed, and no way to play it', async () => {
  await openWindow()
  const broken = entryNamed('The Moth Collector')
  expect(broken.getByText(/moth\.ink, line 12/)).toBeTruthy()
  expect(broken.queryByRole('button')).toBeNull()
})

it('can be reached and played by keyboard alone', async () => {
  const { user } = await openWindow()
  const play = screen.getByRole('button', { name: 'Play The Last Ferry' })
  for (let presses = 0; document.activeElement !== play; presses++) {
    if (presses > 12) throw new Error('Tab does not reach the first story')
    await user.tab()
  }
  await user.keyboard('{Enter}')
  await pass(1)
  expect(screen.getByTestId('player')).toBeTruthy()
})
