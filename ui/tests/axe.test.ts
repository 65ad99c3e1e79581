import axe from 'axe-core'
import { screen } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { createFake, OFFER } from '../src/lib/backend/fake'
import { openWindow, pass, play, until } from './window'

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

it('finds nothing in the models, with all of them shown, one under way and a damaged library', async () => {
  const { user } = await openWindow(createFake({ offer: OFFER }), '#/models')
  await pass(1)
  for (const button of screen.getAllByRole('button', { name: /show \d more/ })) await user.click(button)
  await user.click(screen.getByRole('button', { name: /^Get.*Qwen3 4B/ }))
  await pass(2)
  expect(screen.getAllByRole('progressbar')).toHaveLength(2)
  expect(await violations()).toEqual([])
})

it('finds nothing in the question before a model is removed', async () => {
  const { user } = await openWindow(createFake(), '#/models')
  await user.click(screen.getByRole('button', { name: 'Remove: Whisper base' }))
  expect(screen.getByRole('dialog', { name: 'Remove Whisper base?' })).toBeTruthy()
  expect(await violations()).toEqual([])
})

it('finds nothing before a conversation, with its drawer open and nobody to answer', async () => {
  const { user } = await openWindow(createFake({ lacking: 'chat' }), '#/talk')
  await user.click(screen.getByRole('button', { name: 'How we talk' }))
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(screen.getByTestId('hitch')).toBeTruthy()
  expect(await violations()).toEqual([])
})

it('finds nothing in a conversation while it answers', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  await until(() => screen.queryByTestId('answering'))
  expect(await violations()).toEqual([])
})

it('finds nothing in the keyboard help', async () => {
  const { user } = await openWindow()
  await user.keyboard('?')
  expect(screen.getByTestId('help').hasAttribute('open')).toBe(true)
  expect(await violations()).toEqual([])
})
