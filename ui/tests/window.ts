import { act, render, screen, within } from '@testing-library/svelte'
import userEvent from '@testing-library/user-event'
import { vi } from 'vitest'
import App from '../src/App.svelte'
import type { Backend } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'

/** From here on, time passes only in {@link pass}. */
export function holdTime(): void {
  if (vi.isFakeTimers()) return
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
}

/** Opens the window over a fake backend, at `hash`, with somebody at the keyboard, and time held. */
export async function openWindow(backend: Backend = createFake(), hash = '') {
  holdTime()
  location.hash = hash
  const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime })
  const drawn = render(App, { backend })
  await pass(0)
  return { user, backend, ...drawn }
}

/** Lets `seconds` of the performance go by. */
export async function pass(seconds: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(seconds * 1000))
}

/** Lets time go by until `seen` answers, for at most `seconds`. */
export async function until<T>(seen: () => T | null, seconds = 60): Promise<T> {
  for (let waited = 0; waited < seconds; waited += 0.5) {
    const found = seen()
    if (found !== null) return found
    await pass(0.5)
  }
  throw new Error(`not seen within ${seconds} s of the performance`)
}

export const currentLine = (): string => screen.queryByTestId('current-line')?.textContent ?? ''
export const phase = (): string | undefined => screen.queryByTestId('player')?.dataset.phase

export async function play(user: { click(element: Element): Promise<void> }, title: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: `Play ${title}` }))
  await pass(1)
}

export function entryNamed(title: string) {
  const row = screen.getByRole('heading', { name: title }).closest('li')
  if (!row) throw new Error(`no entry ${title}`)
  return within(row)
}
