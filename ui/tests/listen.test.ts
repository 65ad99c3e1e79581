import { screen, within } from '@testing-library/svelte'
import { afterEach, expect, it, vi } from 'vitest'
import { createFake } from '../src/lib/backend/fake'
import { currentLine, openWindow, pass, play, until } from './window'

afterEach(() => vi.useRealTimers())

const sign = () => screen.queryByTestId('microphone')
const toggle = () => screen.getByRole('button', { name: 'Listen to what I say' })

it('listens to a story from the press of a button on, with the sign in sight, and stops by the sign', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  expect(sign()).toBeNull()
  await user.click(toggle())
  expect(toggle().getAttribute('aria-pressed')).toBe('true')
  expect(sign()?.dataset.on).toBe('true')
  expect(screen.getByTestId('heard').textContent).toContain('Say a choice')
  await user.click(screen.getByRole('button', { name: 'Turn off the microphone' }))
  expect(sign()).toBeNull()
  expect(toggle().getAttribute('aria-pressed')).toBe('false')
})

it('takes the choice that was said while the button was held, and shows what it heard', async () => {
  const fake = createFake()
  await fake.ears.listen({ on: false, pushed: true, headphones: false, microphone: null })
  const { user } = await openWindow(fake)
  await play(user, 'The Last Ferry')
  await user.click(toggle())
  expect(sign()?.dataset.on).toBe('false')
  await until(() => screen.queryByTestId('choices'))
  const hold = screen.getByTestId('hold')
  await user.pointer({ keys: '[MouseLeft>]', target: hold })
  expect(sign()?.dataset.on).toBe('true')
  expect(within(screen.getByTestId('heard')).getByText(/Help her aboard/)).toBeTruthy()
  await user.pointer({ keys: '[/MouseLeft]', target: hold })
  await pass(0.2)
  expect(screen.queryByTestId('choices')).toBeNull()
  expect(currentLine()).not.toBe('')
  expect(screen.getByTestId('heard').textContent).toContain('Heard: “Help her aboard')
})

it('leads to the models where nobody can listen, and the story goes on', async () => {
  const { user } = await openWindow(createFake({ lacking: 'recogniser' }))
  await play(user, 'The Last Ferry')
  await user.click(toggle())
  expect(toggle().getAttribute('aria-pressed')).toBe('false')
  expect(sign()).toBeNull()
  expect(screen.getByTestId('hitch').textContent).toContain('no recogniser is on this machine')
  await user.click(screen.getByRole('button', { name: 'To the models' }))
  expect(screen.getByRole('heading', { name: 'Models' })).toBeTruthy()
  expect(screen.getByTestId('to-player').textContent).toContain('The Last Ferry')
})

it('says that choices can be clicked where there is no microphone', async () => {
  const { user } = await openWindow(createFake({ lacking: 'microphone' }))
  await play(user, 'The Last Ferry')
  await user.click(toggle())
  expect(screen.getByTestId('hitch').textContent).toContain('Choices can be clicked meanwhile.')
  expect(sign()?.dataset.on).toBe('false')
})

it('has a screen reader say nothing that the open microphone would take for a command', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  await user.click(toggle())
  await user.click(screen.getByTestId('pause'))
  expect(screen.getByTestId('announcement').textContent).toBe('')
})

it('hears for one at a time: a conversation ends the listening, and listening the conversation', async () => {
  const { user } = await openWindow()
  await play(user, 'The Last Ferry')
  await user.click(toggle())
  await user.click(screen.getByTestId('to-talk'))
  await user.click(screen.getByRole('button', { name: 'Talk' }))
  expect(screen.getAllByTestId('microphone')).toHaveLength(1)
  await user.click(screen.getByTestId('to-player'))
  expect(toggle().getAttribute('aria-pressed')).toBe('false')
  await user.click(toggle())
  expect(screen.getByRole('button', { name: 'Turn off the microphone' })).toBeTruthy()
  expect(screen.getByTestId('to-talk').textContent).toBe('Talk')
})
