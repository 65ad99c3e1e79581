import { fireEvent, screen, within } from '@testing-library/svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SILENT, type Backend, type Ear, type Talk } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'
import { broken } from '../src/lib/talk/cut'
import { openWindow, pass, phase, play, until } from './window'

beforeEach(() => localStorage.clear())
afterEach(() => vi.useRealTimers())

const PUSHED = { on: false, pushed: true, headphones: false, microphone: null }

const remarks = () => screen.queryAllByTestId('remark').map((each) => each.textContent?.replace(/\s+/g, ' ').trim())
const state = () => screen.queryByTestId('talk-state')?.textContent?.trim()
const sign = () => screen.queryByTestId('microphone')
const hears = () => sign()?.dataset.on === 'true'

/** A window over a conversation that is as the test says. */
async function openOver() {
  let tell: (talk: Talk) => void = () => {}
  const fake = createFake()
  const backend: Backend = { ...fake, talk: { ...fake.talk, subscribe: async (on) => ((tell = on), on(SILENT), () => {}) } }
  const opened = await openWindow(backend, '#/talk')
  const show = async (part: Partial<Talk>, ear: Partial<Ear> = { microphone: true }): Promise<void> => {
    tell({ ...SILENT, number: 1, open: true, heard: true, ...part, ear: { ...SILENT.ear, ...ear } })
    await pass(0)
  }
  return { ...opened, show }
}

it('is one press away, and the microphone is off until that press', async () => {
  const fake = createFake()
  const begin = vi.spyOn(fake.talk, 'begin')
  const { user } = await openWindow(fake)
  await user.click(screen.getByTestId('to-talk'))
  expect(sign()).toBeNull()
  expect(begin).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(hears()).toBe(true)
  expect(within(sign()!).getByText('Microphone on')).toBeTruthy()
  expect(state()).toBe('Listening')
})

it('shows what is being said, then what was said, then the answer as far as it is heard', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  const hearing = await until(() => screen.queryByTestId('hearing'))
  expect('What does the harbour sound like at night?').toContain(hearing.querySelector('p')?.textContent?.trim())
  await until(() => (state() === 'Thinking' ? true : null))
  expect(remarks()).toEqual(['You What does the harbour sound like at night?'])
  const answering = await until(() => screen.queryByTestId('answering'))
  expect(answering.textContent).toContain('Mostly like water')
  expect(answering.textContent).not.toContain('A rope creaks')
  expect('Mostly like water').toContain(within(answering).getByTestId('heard-word').textContent)
  await until(() => (state() === 'Listening' ? true : null))
  expect(remarks()[1]).toContain('A rope creaks, a bell somewhere answers it')
  expect(screen.queryByTestId('answering')).toBeNull()
})

it('marks the word at which an answer that was spoken over broke off', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.type(screen.getByTestId('type'), 'Is anybody there?{Enter}')
  await until(() => screen.queryByTestId('answering'))
  await pass(1)
  await user.type(screen.getByTestId('type'), 'Wait, what about the lighthouse?{Enter}')
  expect(screen.getByTestId('cut').textContent).toMatch(/^\p{L}+…$/u)
  expect(remarks()[1]).toContain('(broke off here)')
})

it('knows a cut word from a cut between two words', () => {
  expect(broken('The lighthouse…')).toEqual({ whole: 'The ', part: 'lighthouse…' })
  expect(broken('The lighthouse …')).toEqual({ whole: 'The lighthouse ', part: '…' })
  expect(broken('All of it.')).toEqual({ whole: 'All of it.', part: '' })
})

it('takes typed words with the microphone off, and begins with them', async () => {
  const fake = createFake()
  const begin = vi.spyOn(fake.talk, 'begin')
  const { user } = await openWindow(fake, '#/talk')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  expect(begin).toHaveBeenCalledWith({ listen: 'typed', headphones: false, microphone: null })
  expect(remarks()).toEqual(['You Good evening.'])
  expect(hears()).toBe(false)
  expect(screen.getByTestId<HTMLInputElement>('type').value).toBe('')
})

it('leads to the models where nobody can answer, and keeps what was typed', async () => {
  const { user } = await openWindow(createFake({ lacking: 'chat' }), '#/talk')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  expect(screen.getByTestId('hitch').textContent).toContain('the chat model for talk: is not there')
  expect(screen.getByTestId<HTMLInputElement>('type').value).toBe('Good evening.')
  expect(sign()).toBeNull()
  await user.click(screen.getByRole('button', { name: 'To the models' }))
  expect(screen.getByRole('heading', { name: 'Models' })).toBe(document.activeElement)
})

it('needs no recogniser to be typed to, and says what hearing needs', async () => {
  const { user } = await openWindow(createFake({ lacking: 'recogniser' }), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(screen.getByTestId('hitch').textContent).toContain('no recogniser is on this machine')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  expect(screen.queryByTestId('hitch')).toBeNull()
  expect(screen.queryByTestId('hold')).toBeNull()
  expect(screen.getByText(/Vesper needs a model for hearing/)).toBeTruthy()
  await until(() => (state() === 'Speaking' ? true : null))
})

it('goes on in writing where there is no microphone, and the sign says that it hears nothing', async () => {
  const { user } = await openWindow(createFake({ lacking: 'microphone' }), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(screen.getByTestId('hitch').textContent).toContain('You can type instead.')
  expect(hears()).toBe(false)
  expect(within(sign()!).getByText('No microphone').className).toContain('shown')
  expect(state()).toBe('Your turn')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  await until(() => (state() === 'Speaking' ? true : null))
})

it('hears while the button or the space bar is held, and no longer', async () => {
  const fake = createFake()
  await fake.ears.listen(PUSHED)
  const { user } = await openWindow(fake, '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(hears()).toBe(false)
  const hold = screen.getByTestId('hold')
  await user.pointer({ keys: '[MouseLeft>]', target: hold })
  expect(hears()).toBe(true)
  expect(hold.textContent?.trim()).toBe('Let go when you are done')
  await pass(1.5)
  await user.pointer({ keys: '[/MouseLeft]', target: hold })
  expect(hears()).toBe(false)
  expect(remarks()).toHaveLength(1)

  screen.getByRole('region', { name: 'What was said' }).focus()
  await user.keyboard('[Space>]')
  expect(hears()).toBe(true)
  await fireEvent.blur(window)
  expect(hears()).toBe(false)

  hold.focus()
  await user.keyboard('[Enter>]')
  expect(hears()).toBe(true)
  await user.keyboard('[/Enter]')
  expect(hears()).toBe(false)
  // What presses without holding begins and ends with a press each.
  await fireEvent.click(hold, { detail: 0 })
  expect(hears()).toBe(true)
  await fireEvent.click(hold, { detail: 0 })
  expect(hears()).toBe(false)
})

it('leaves the space bar to whoever types', async () => {
  const fake = createFake()
  await fake.ears.listen(PUSHED)
  const { user } = await openWindow(fake, '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  await user.type(screen.getByTestId('type'), 'a b')
  expect(screen.getByTestId<HTMLInputElement>('type').value).toBe('a b')
  expect(hears()).toBe(false)
})

it('pauses and goes on by key, and Escape ends it', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  await until(() => (state() === 'Speaking' ? true : null))
  screen.getByRole('region', { name: 'What was said' }).focus()
  await user.keyboard(' ')
  expect(state()).toBe('Paused')
  expect(screen.getByTestId('talk-pause').getAttribute('aria-label')).toBe('Go on')
  await user.keyboard(' ')
  expect(state()).toBe('Speaking')
  await user.keyboard('{Escape}')
  expect(sign()).toBeNull()
  expect(screen.getByRole('button', { name: 'Talk' })).toBeTruthy()
  expect(screen.getByTestId('cut')).toBeTruthy()
})

it('goes on in another view with its sign in sight, which turns the microphone off', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  await user.click(screen.getByTestId('to-settings'))
  expect(hears()).toBe(true)
  expect(screen.getByTestId('to-talk').textContent).toBe('Return to the talk')
  await user.click(screen.getByRole('button', { name: 'Turn off the microphone, and end the conversation' }))
  expect(sign()).toBeNull()
  expect(screen.getByTestId('messages').textContent?.trim()).toBe('')
  expect(screen.getByTestId('to-talk').textContent).toBe('Talk')
})

it('ends where a story begins, and says so', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  await user.click(screen.getByTestId('to-library'))
  await play(user, 'The Last Ferry')
  expect(phase()).toBe('speaking')
  expect(sign()).toBeNull()
  expect(screen.getByTestId('messages').textContent).toContain('The conversation has ended, so that what is performed can be heard.')
})

it('shows the stages of each answer to who wants them', async () => {
  const { user } = await openWindow(createFake(), '#/talk')
  await user.type(screen.getByTestId('type'), 'Good evening.{Enter}')
  await until(() => screen.queryByTestId('answering'))
  expect(screen.queryByTestId('timing')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'How we talk' }))
  await user.click(screen.getByRole('switch', { name: 'Show how long answers take' }))
  const timing = screen.getByTestId('timing')
  expect(timing.textContent?.replace(/\s+/g, ' ')).toContain('first words 0.61 s')
  expect(localStorage.getItem('vesper.latency')).toBe('on')
})

it('begins with the chosen microphone, and with headphones', async () => {
  const fake = createFake()
  const begin = vi.spyOn(fake.talk, 'begin')
  const { user } = await openWindow(fake, '#/talk')
  await user.click(screen.getByRole('button', { name: 'How we talk' }))
  await user.selectOptions(screen.getByRole('combobox', { name: 'Microphone' }), 'Microphone on the desk')
  await user.click(screen.getByRole('switch', { name: 'I wear headphones' }))
  await user.click(screen.getByRole('radio', { name: 'while I hold a key or the button' }))
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(begin).toHaveBeenCalledWith({ listen: 'pushed', headphones: true, microphone: 'desk' })
})

it('keeps the lines of a long answer, and those said before this window opened', async () => {
  const { show } = await openOver()
  const line = (index: number) => ({ index, voice: 'narrator', text: `Line ${index}.` })
  const said = [{ number: 7, who: 'listener' as const, text: 'Tell me all of it.', cut: false, timing: null }]
  await show({ state: 'speaking', said, answer: [0, 2, 4, 6].map(line) })
  await show({ state: 'speaking', said, answer: [2, 4, 6, 8].map(line) })
  expect(screen.getByTestId('answering').textContent).toContain('Line 0. Line 2. Line 4. Line 6.')
  expect(remarks()).toEqual(['You Tell me all of it.'])
  // The next answer begins anew.
  await show({ state: 'speaking', said, answer: [line(0)] })
  expect(screen.getByTestId('answering').textContent).not.toContain('Line 6.')
})

it('says no word of either side to a screen reader, and nothing at all into an open microphone', async () => {
  const { show } = await openOver()
  const told = () => screen.getByTestId('talk-announcement').textContent
  await show({ listen: 'pushed' }, { microphone: false })
  expect(told()).toBe('Your turn.')
  await show({ listen: 'open' })
  const begun = told()
  await show({ listen: 'open', state: 'thinking', said: [{ number: 0, who: 'listener', text: 'Hello.', cut: false, timing: null }] })
  expect(told()).toBe(begun)
  expect(screen.getByTestId('remarks').closest('[aria-live], [role="log"], [role="status"]')).toBeNull()
})

it('tells who is in another view why the conversation broke off', async () => {
  const { user, show } = await openOver()
  await show({})
  await user.click(screen.getByTestId('to-settings'))
  await show({ open: false }, { trouble: { code: 'bad_file', text: 'listener.bin: is no recogniser. Fetch it again.' } })
  expect(screen.getByTestId('messages').textContent).toContain('listener.bin: is no recogniser.')
})
