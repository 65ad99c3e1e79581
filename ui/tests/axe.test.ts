import axe from 'axe-core'
import { screen } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { createFake } from '../src/lib/backend/fake'
import { openWindow, play, until } from './window'

afterEach(() => vi.useRealTimers())

/** jsdom has no layout: colours are measured in contrast.test.ts and in the real window. */
async function violations(): Promise<string[]> {
  vi.useRealTimers()
  const results = await axe.run(document, { rules: { 'color-contrast': { enabled: false } } })
  return results.violations.flatMap((each) => each.nodes.map((node) => `${each.id}: ${node.html}`))
}

it('finds nothing in the library', async () => {
  await openWindow()
  expect(await violations()).toEqual([])
})

it('finds nothing in the player at a choice, with a drawer open', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  await until(() => screen.queryByTestId('choices'))
  await user.click(screen.getByRole('button', { name: 'Sound and text' }))
  expect(await violations()).toEqual([])
})

it('finds nothing in the player while breathing', async () => {
  const { user } = await openWindow()
  await play(user, 'Evening Breath')
  await until(() => screen.queryByTestId('breath'))
  expect(await violations()).toEqual([])
})

it('finds nothing in the settings', async () => {
  await openWindow(createFake(), '#/settings')
  expect(await violations()).toEqual([])
})

it('finds nothing in the keyboard help', async () => {
  const { user } = await openWindow()
  await user.keyboard('?')
  expect(screen.getByTestId('help').hasAttribute('open')).toBe(true)
  expect(await violations()).toEqual([])
})
