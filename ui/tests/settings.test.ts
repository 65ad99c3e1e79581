import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { DEFAULTS } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'
import { openWindow, pass } from './window'

afterEach(() => vi.useRealTimers())

it('changes the theme at once and keeps it', async () => {
  const fake = createFake()
  const { user } = await openWindow(fake, '#/settings')
  await user.click(screen.getByRole('radio', { name: 'Dark' }))
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect((await fake.settings()).theme).toBe('dark')
})

it('sends the last value of a slider that moved while the program was busy, and nothing in between', async () => {
  const sent: number[] = []
  const waiting: (() => void)[] = []
  const fake = {
    ...createFake(),
    setSettings: (next: typeof DEFAULTS) => (sent.push(next.pace), new Promise<void>((done) => waiting.push(done))),
  }
  await openWindow(fake, '#/settings')
  const pace = screen.getByRole('slider', { name: 'Pace' })
  for (const value of ['1.1', '1.2', '1.3', '1.4']) await fireEvent.input(pace, { target: { value } })
  waiting.shift()?.()
  await pass(0)
  expect(sent).toEqual([1.1, 1.4])
  waiting.shift()?.()
})

it('keeps what was changed before the program had answered, and nothing else', async () => {
  const fake = createFake()
  await fake.setSettings({ ...DEFAULTS, pace: 1.3 })
  let answer: (settings: typeof DEFAULTS) => void = () => {}
  const slow = { ...fake, settings: () => new Promise<typeof DEFAULTS>((done) => (answer = done)) }
  const { user } = await openWindow(slow, '#/settings')
  await user.click(screen.getByRole('radio', { name: 'Dark' }))
  expect((await fake.settings()).theme).toBe('system')
  answer(await fake.settings())
  await pass(0)
  expect(await fake.settings()).toEqual({ ...DEFAULTS, pace: 1.3, theme: 'dark' })
})

it('takes a change back when the program refuses it, and says why', async () => {
  const text = 'The settings could not be written: the disk is full. Free some space and try again.'
  const fake = { ...createFake(), setSettings: () => Promise.reject({ code: 'disk_full', text }) }
  const { user } = await openWindow(fake, '#/settings')
  await user.click(screen.getByRole('radio', { name: 'Light' }))
  await pass(0)
  expect(screen.getByText(text)).toBeTruthy()
  expect(document.documentElement.dataset.theme).toBe('system')
})

it('lets a voice be heard before it is chosen for good', async () => {
  const fake = createFake()
  const audition = vi.spyOn(fake, 'audition')
  const { user } = await openWindow(fake, '#/settings')
  const accents = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Voice of the narrator' })
  expect([...accents.options].map((option) => option.text)).toEqual([
    'As the story asks',
    'English (America)',
    'English (Great Britain)',
    'German',
  ])
  await user.selectOptions(accents, 'English (America)')
  const voices = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Which of its voices' })
  expect(voices.selectedOptions[0]?.text).toBe('Plain')
  expect([...voices.querySelectorAll('optgroup')].map((group) => group.label)).toEqual(['Men', 'Women', 'Creatures'])
  await user.selectOptions(voices, 'Clara')
  await user.click(screen.getByRole('button', { name: 'Hear it' }))
  expect(audition).toHaveBeenCalledWith('en-us+f2', 1)
  expect(screen.getByRole('button', { name: 'Speaking…' })).toBeTruthy()
  await pass(10)
  expect(screen.getByRole('button', { name: 'Hear it' })).toBeTruthy()
})

it('keeps a chosen device in the list after it went away', async () => {
  const fake = createFake()
  await fake.setSettings({ ...DEFAULTS, output: 'usb-headset' })
  await openWindow(fake, '#/settings')
  const output = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Plays on' })
  expect(output.selectedOptions[0]?.textContent).toBe('A device that is not here now')
})

it('says what this machine lacks and what to do', async () => {
  await openWindow(createFake(), '#/settings')
  const checks = within(screen.getByTestId('checks'))
  expect(checks.getByText('Needs a hand')).toBeTruthy()
  expect(checks.getByText(/Start the Vesper window/)).toBeTruthy()
})
