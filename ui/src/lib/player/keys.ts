import type { Control, Stage } from '../backend/backend'

const PRESSED_BY_SPACE = 'button, a[href], input, select, summary, [role="switch"]'
const MOVED_BY_ARROWS = 'input, select'
const WRITTEN_IN = 'input[type="search"], input[type="text"], select'

function within(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null
}

/** What pause and go on would do now; `null` when there is nothing to pause. */
export function pauseOrResume(stage: Stage): Control | null {
  if (stage.phase === 'paused') return { kind: 'resume' }
  return stage.phase === 'speaking' || stage.phase === 'asking' ? { kind: 'pause' } : null
}

/** What a key asks of the performance; `null` where the key belongs to the focused control or to nobody. */
export function asked(event: KeyboardEvent, stage: Stage, singleKeys: boolean): Control | null {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return null
  switch (event.key) {
    case ' ':
      return within(event.target, PRESSED_BY_SPACE) ? null : pauseOrResume(stage)
    case 'ArrowLeft':
      return within(event.target, MOVED_BY_ARROWS) ? null : { kind: 'back' }
    case 'Escape':
      return { kind: 'stop' }
  }
  if (!singleKeys || !/^[1-9]$/.test(event.key) || within(event.target, WRITTEN_IN)) return null
  const option = Number(event.key) - 1
  return option < stage.options.length ? { kind: 'choose', option } : null
}
