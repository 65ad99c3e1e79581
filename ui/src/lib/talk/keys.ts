import type { Talk } from '../backend/backend'

const PRESSED_BY_SPACE = 'button, a[href], input, select, summary, [role="switch"]'

/** What a key asks of a conversation. */
export type Asked = 'pause' | 'resume' | 'push' | 'end'

/** What pause and go on would do now; `null` where there is nothing to pause. */
export function pauseOrResume(talk: Talk): 'pause' | 'resume' | null {
  if (talk.state === 'holding' && talk.paused) return 'resume'
  return talk.state === 'speaking' || talk.state === 'thinking' || talk.state === 'holding' ? 'pause' : null
}

/** The key that is held is heard. */
export function isPushed(talk: Talk): boolean {
  return talk.open && talk.heard && talk.listen !== 'open'
}

/** What a key asks of `talk`; `null` where the key belongs to the focused control or to nobody. */
export function asked(event: KeyboardEvent, talk: Talk): Asked | null {
  if (!talk.open || event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null
  if (event.key === 'Escape') return 'end'
  const own = event.target instanceof Element && event.target.closest(PRESSED_BY_SPACE) !== null
  if (event.key !== ' ' || own) return null
  return isPushed(talk) ? 'push' : pauseOrResume(talk)
}
