import { screen, within } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NOTHING, type Stage } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'
import { currentLine, holdTime, openWindow, pass, phase, play, until } from './window'

afterEach(() => vi.useRealTimers())

const choices = () => screen.queryByTestId('choices')

describe('a story', () => {
  it('is shown line by line, with the speaker named, up to its choice', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    expect(currentLine()).toContain('the last ferry was waiting')
    await until(() => (currentLine().includes('One more minute') ? true : null))
    expect(within(screen.getByTestId('current-line')).getByText('Oskar')).toBeTruthy()
    const group = await until(choices)
    expect(within(group).getAllByRole('button').map((button) => button.textContent)).toEqual([
      expect.stringContaining('Help her aboard'),
      expect.stringContaining('Ask her what is in the case'),
      expect.stringContaining('Cast off without a word'),
    ])
  })

  it('says to a screen reader in which language its words are', async () => {
    const french: Stage = {
      ...NOTHING,
      phase: 'asking',
      id: 'phare',
      title: 'La lampe du phare',
      language: 'fr',
      current: { index: 0, voice: 'narrator', text: 'Il est tard, et la mer ne dort pas.' },
      options: ['Partir sans un mot.'],
    }
    await openWindow({ ...createFake(), subscribe: async (on) => (on(french), () => {}) }, '#/player')
    const language = (text: string): string | undefined => screen.getByText(text).closest<HTMLElement>('[lang]')?.lang
    expect(language('Il est tard, et la mer ne dort pas.')).toBe('fr')
    expect(language('Partir sans un mot.')).toBe('fr')
    expect(language('La lampe du phare')).toBe('fr')
    expect(language('What do you do?')).not.toBe('fr')
  })

  it('goes on where a number key points', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await until(choices)
    await user.keyboard('2')
    await pass(0.2)
    expect(currentLine()).toContain('She set the case on the planks')
    expect(choices()).toBeNull()
  })

  it('ignores a number that no choice has', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await until(choices)
    await user.keyboard('7')
    await pass(0.2)
    expect(phase()).toBe('asking')
    expect(screen.getByTestId('messages').textContent?.trim()).toBe('')
  })

  it('takes the focus to the choices and back to where it was', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    const pause = screen.getByRole('button', { name: 'Pause' })
    expect(document.activeElement).toBe(pause)
    expect(await until(choices)).toBe(document.activeElement)
    await user.keyboard('{ArrowDown}{ArrowDown}')
    expect(document.activeElement?.textContent).toContain('Ask her what is in the case')
    await user.keyboard('{Enter}')
    await pass(0.2)
    expect(currentLine()).toContain('She set the case')
    expect(document.activeElement).toBe(pause)
  })

  it('marks the choice that is being read aloud', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    const group = await until(choices)
    await until(() => within(group).queryByRole('button', { name: /Ask her.*being read aloud/ }))
    expect(within(group).getAllByRole('button', { name: /being read aloud/ })).toHaveLength(1)
  })

  it('pauses and goes on with the space bar', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    ;(document.activeElement as HTMLElement).blur()
    await user.keyboard(' ')
    expect(phase()).toBe('paused')
    const held = currentLine()
    await pass(30)
    expect(currentLine()).toBe(held)
    await user.keyboard(' ')
    await pass(8)
    expect(phase()).toBe('speaking')
    expect(currentLine()).not.toBe(held)
  })

  it('goes back one line with the left arrow', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await until(() => (currentLine().includes('The rope creaked') ? true : null))
    await user.keyboard('{ArrowLeft}')
    expect(currentLine()).toContain('the last ferry was waiting')
  })

  it('stops with Escape, keeps the place, and gives the focus back to its entry', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await until(() => (currentLine().includes('One more minute') ? true : null))
    await user.keyboard('{Escape}')
    const goOn = await until(() => screen.queryByRole('button', { name: 'Go on with The Last Ferry' }))
    expect(document.activeElement).toBe(goOn)
    expect(screen.getByText(/“One more minute/)).toBeTruthy()
  })

  it('jumps to a chapter that was reached, and to no other', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await user.click(screen.getByRole('button', { name: 'Chapters' }))
    expect(screen.getByRole('button', { name: /The crossing/ })).toHaveProperty('disabled', true)
    await until(() => (currentLine().includes('The rope') ? true : null))
    await user.click(screen.getByRole('button', { name: /The quay/ }))
    await pass(0.2)
    expect(currentLine()).toContain('the last ferry was waiting')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Chapters' }))
  })

  it('closes an open drawer with Escape before it stops', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    const sound = screen.getByRole('button', { name: 'Sound and text' })
    await user.click(sound)
    await user.tab()
    await user.keyboard('{Escape}')
    expect(screen.queryByTestId('drawer')).toBeNull()
    expect(document.activeElement).toBe(sound)
    expect(phase()).toBe('speaking')
  })

  it('ends, and offers the way back', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await until(choices)
    await user.keyboard('3')
    const back = await until(() => screen.queryByRole('button', { name: 'Back home' }))
    expect(document.activeElement).toBe(back)
    await user.click(back)
    await until(() => screen.queryByTestId('library'))
  })

  it('tells a screen reader the phases but never the captions', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    const told = screen.getByTestId('announcement')
    expect(told.textContent).toBe('Playing The Last Ferry.')
    expect(screen.getByTestId('captions').closest('[aria-live], [role="status"], [role="log"]')).toBeNull()
    await until(choices)
    expect(told.textContent).toBe('A choice of 3.')
  })
})

describe('a meditation', () => {
  it('shows its length, its silence and its breathing, which stands still when paused', async () => {
    const { user } = await openWindow()
    await play(user, 'Evening Breath')
    const silence = await until(() => screen.queryByTestId('silence'))
    expect(silence.textContent).toMatch(/Quiet for 0:0[4-6]/)
    const breath = await until(() => screen.queryByTestId('breath'))
    expect(within(breath).getByText('Breathe in')).toBeTruthy()
    expect(screen.getByTestId('progress').textContent).toMatch(/of 8:00/)
    await user.click(screen.getByRole('button', { name: 'Pause' }))
    const count = breath.textContent
    await pass(5)
    expect(screen.getByTestId('breath').textContent).toBe(count)
  })

  it('replaces the circle with a bar where motion is unwelcome', async () => {
    const matchMedia = vi.spyOn(window, 'matchMedia').mockImplementation(
      (query) => ({ matches: true, media: query, addEventListener: vi.fn(), removeEventListener: vi.fn() }) as never,
    )
    const { user } = await openWindow()
    await play(user, 'Evening Breath')
    await until(() => screen.queryByTestId('breath'))
    expect(screen.getByRole('progressbar', { name: 'This breath' })).toBeTruthy()
    expect(screen.queryByTestId('breath-circle')).toBeNull()
    matchMedia.mockRestore()
  })
})

describe('the window', () => {
  it('counts down no silence that has not begun', async () => {
    const preparing: Stage = { ...NOTHING, phase: 'preparing', id: 'evening', title: 'Evening Breath', silence: 4 }
    await openWindow({ ...createFake(), subscribe: async (on) => (on(preparing), () => {}) }, '#/player')
    expect(phase()).toBe('preparing')
    expect(screen.queryByTestId('silence')).toBeNull()
  })

  it('comes back to a performance that is under way', async () => {
    holdTime()
    const fake = createFake()
    await fake.open('ferry', null, true)
    await openWindow(fake, '#/player')
    await pass(1)
    expect(currentLine()).toContain('the last ferry was waiting')
  })

  it('goes to the library when there is nothing to come back to', async () => {
    await openWindow(createFake(), '#/player')
    expect(screen.getByTestId('library')).toBeTruthy()
  })

  it('stays in the player when the first stage comes later than the answer', async () => {
    let send: (stage: Stage) => void = () => {}
    const late: Stage = { ...NOTHING, phase: 'speaking', id: 'ferry', title: 'The Last Ferry' }
    const fake = {
      ...createFake(),
      open: () => Promise.resolve(),
      subscribe: async (on: (stage: Stage) => void) => ((send = on), on(NOTHING), () => {}),
    }
    const { user } = await openWindow(fake)
    await play(user, 'The Last Ferry')
    await pass(3)
    expect(phase()).toBe('idle')
    send(late)
    await pass(20)
    expect(phase()).toBe('speaking')
    send(NOTHING)
    await pass(0)
    expect(screen.getByTestId('library')).toBeTruthy()
  })

  it('keeps a way back while the listener looks at the settings', async () => {
    const { user } = await openWindow()
    await play(user, 'The Last Ferry')
    await user.click(screen.getByTestId('to-settings'))
    await user.click(screen.getByRole('link', { name: 'Return to The Last Ferry' }))
    expect(phase()).toBe('speaking')
  })

  it('shows a notice until it is dismissed, though the stage repeats it', async () => {
    let send: (stage: Stage) => void = () => {}
    const text = 'The headphones went away. Plug them in again, or choose another device in the settings.'
    const stage: Stage = { ...NOTHING, notice: { code: 'device_lost', text } }
    const fake = { ...createFake(), subscribe: async (on: (stage: Stage) => void) => ((send = on), on(stage), () => {}) }
    const { user } = await openWindow(fake)
    const region = screen.getByTestId('messages')
    expect(region.getAttribute('role')).toBe('status')
    expect(within(region).getByText(text)).toBeTruthy()
    await user.click(within(region).getByRole('button', { name: 'Dismiss' }))
    send({ ...stage, position: 1 })
    await pass(0)
    expect(within(region).queryByText(text)).toBeNull()
  })

  it('shows what a rejected command says and stays in the library', async () => {
    const text = 'ferry.ink was moved. Put it back, or open the library again.'
    const fake = { ...createFake(), open: () => Promise.reject({ code: 'missing_file', text }) }
    const { user } = await openWindow(fake)
    await play(user, 'The Last Ferry')
    expect(within(screen.getByTestId('messages')).getByText(text)).toBeTruthy()
    expect(screen.getByTestId('library')).toBeTruthy()
  })
})
