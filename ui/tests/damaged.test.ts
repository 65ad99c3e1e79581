import { screen, within } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { NOTHING, type Stage } from '../src/lib/backend/backend'
import { createFake, OFFER } from '../src/lib/backend/fake'
import { openWindow, pass } from './window'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const BRING_BACK = 'Bring back the snapshot of November 22, 2025'

it('says what happened and where the file lies, and brings the snapshot back with all that shows what is kept', async () => {
  const fake = createFake({ offer: OFFER })
  const { user } = await openWindow(fake)
  const banner = within(screen.getByTestId('damaged'))
  expect(banner.getByText(`Its file ${OFFER.what}`)).toBeTruthy()
  expect(banner.getByText(OFFER.aside ?? '')).toBeTruthy()
  const asked = [vi.spyOn(fake, 'settings'), vi.spyOn(fake, 'library')]
  await user.click(banner.getByRole('button', { name: BRING_BACK }))
  await pass(0)
  expect(screen.queryByTestId('damaged')).toBeNull()
  expect(screen.getByText(/again as it was on November 22, 2025. What was kept since then lies in .*replaced/)).toBeTruthy()
  for (const each of asked) expect(each).toHaveBeenCalledOnce()
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText(/again as it was/)).toBeNull()
})

it('leaves the snapshot aside where the listener begins anew', async () => {
  const fake = createFake({ offer: OFFER })
  const restore = vi.spyOn(fake, 'restore')
  const { user } = await openWindow(fake)
  await user.click(screen.getByRole('button', { name: 'Begin anew' }))
  expect(screen.queryByTestId('damaged')).toBeNull()
  expect(await fake.offer()).toBeNull()
  expect(restore).not.toHaveBeenCalled()
})

it('stays where the snapshot cannot be brought back', async () => {
  const text = 'library-2025-11-22.db: is no longer there. Begin anew.'
  const { user } = await openWindow({ ...createFake({ offer: OFFER }), restore: () => Promise.reject({ code: 'missing_file', text }) })
  await user.click(screen.getByRole('button', { name: BRING_BACK }))
  await pass(0)
  expect(screen.getByText(text)).toBeTruthy()
  expect(screen.getByTestId('damaged')).toBeTruthy()
})

it('is not told twice', async () => {
  const stage: Stage = { ...NOTHING, notice: { code: 'damaged', text: 'library.db: is damaged.' } }
  const subscribe = async (on: (stage: Stage) => void) => (on(stage), () => {})
  const { user } = await openWindow({ ...createFake({ offer: OFFER }), subscribe })
  expect(screen.queryByText('library.db: is damaged.')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Begin anew' }))
  expect(screen.queryByText('library.db: is damaged.')).toBeNull()
})

it('is a notice where there is no snapshot', async () => {
  const stage: Stage = { ...NOTHING, notice: { code: 'damaged', text: 'library.db: is damaged.' } }
  await openWindow({ ...createFake(), subscribe: async (on) => (on(stage), () => {}) })
  expect(screen.getByText('library.db: is damaged.')).toBeTruthy()
})
