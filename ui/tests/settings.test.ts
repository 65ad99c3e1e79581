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

it('lists the voices of a model and of the system in groups, and says who speaks', async () => {
  const fake = createFake({ neural: true })
  const { user } = await openWindow(fake, '#/settings')
  const voices = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Voice of the narrator' })
  expect([...voices.querySelectorAll('optgroup')].map((group) => group.label)).toEqual(['Natural voices', 'The system voice'])
  expect(screen.getByTestId('speaks').textContent).toBe('Pocket TTS, English speaks, the best of the models here.')
  await user.selectOptions(voices, 'Pocket TTS, English')
  expect((await fake.settings()).voice).toBe('pocket-english/alba')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Which of its voices' }), 'Marius')
  await pass(0)
  expect(screen.getByTestId('speaks').textContent).toContain('because you chose its voice pocket-english/marius')
  expect(screen.getByText(/From kyutai\/pocket-tts-without-voice-cloning, CC-BY-4.0/)).toBeTruthy()
  await user.selectOptions(voices, 'German')
  await pass(0)
  expect(screen.getByTestId('speaks').textContent).toMatch(/^The system voice speaks, because you chose/)
})

it('says plainly why no voice can be made where the weights are missing', async () => {
  const { user } = await openWindow(createFake(), '#/settings')
  await user.click(screen.getByRole('button', { name: 'Add a voice from a recording…' }))
  await pass(0)
  const told = screen.getByTestId('new-voice-result').textContent
  for (const word of ['is not on this machine', 'Kyutai asks for consent on its page first', 'HF_TOKEN', 'vesper models get']) {
    expect(told).toContain(word)
  }
  expect(screen.queryByRole('button', { name: 'Make the voice' })).toBeNull()
})

it('makes a voice only with everything given and the statement typed, and removes it after a question', async () => {
  const fake = createFake({ neural: true })
  const add = vi.spyOn(fake.newVoices, 'add')
  const { user } = await openWindow(fake, '#/settings')
  await user.click(screen.getByRole('button', { name: 'Add a voice from a recording…' }))
  await pass(0)
  expect(document.activeElement).toBe(screen.getByLabelText('Path of the recording'))
  await user.type(screen.getByLabelText('Path of the recording'), '/recordings/ada.wav')
  await user.type(screen.getByLabelText('Name of the voice'), 'ada')
  await user.type(screen.getByLabelText('Who speaks in the recording'), 'Ada')
  const make = screen.getByRole('button', { name: 'Make the voice' })
  await user.type(screen.getByLabelText('Statement of consent'), 'yes')
  await user.click(make)
  expect(add).not.toHaveBeenCalled()
  await user.click(screen.getByRole('checkbox', { name: 'Ada knows what this is for and has agreed.' }))
  await user.click(make)
  await pass(0)
  expect(screen.getByTestId('new-voice-result').textContent).toContain('Type exactly: Ada has agreed')

  await user.clear(screen.getByLabelText('Statement of consent'))
  await user.type(screen.getByLabelText('Statement of consent'), 'Ada has agreed to this imitation of their voice.')
  await user.click(make)
  await pass(1)
  expect(screen.getByRole('progressbar', { name: 'Progress of the new voice' })).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Stop' }))
  await pass(1)
  expect(screen.getByTestId('new-voice-result').textContent).toBe('Stopped. No voice was made.')
  await user.click(screen.getByRole('button', { name: 'Make the voice' }))
  await pass(5)
  expect(screen.getByTestId('new-voice-result').textContent).toBe('ada is here, and chosen.')
  expect((await fake.settings()).voice).toBe('pocket-english/ada')
  expect(screen.getByTestId('imitation').textContent).toContain('A synthetic imitation of Ada’s voice')

  await user.click(screen.getByRole('button', { name: 'Remove this voice' }))
  const yes = screen.getAllByText('Remove this voice').at(-1)
  if (yes) await user.click(yes)
  await pass(0)
  expect((await fake.settings()).voice).toBeNull()
  expect(screen.queryByTestId('imitation')).toBeNull()
})
