import type { Card } from '../backend/backend'
import { strings } from '../strings'
import { percent } from './figures'

/**
 * What a screen reader is told when models change: that something began, ended or failed, never how far it is. What
 * came of `checking` is told when it is over.
 */
export function announcement(before: Card[], now: Card[], checking: ReadonlySet<string>): string {
  const told = now.flatMap((card) => {
    const earlier = before.find((each) => each.id === card.id)
    return earlier ? [change(earlier, card, checking.has(card.id))] : []
  })
  return told.filter(Boolean).join(' ')
}

function change({ state: before }: Card, { name, state }: Card, checking: boolean): string {
  const say = strings.models.announce
  if (before.kind === state.kind) return ''
  switch (state.kind) {
    case 'queued':
      return ''
    case 'working':
      return state.step === 'verifying' ? say.checking(name) : say.begun(name)
    case 'paused':
      return say.paused(name, percent(state.done, state.total))
    case 'whole':
      return checking ? '' : say.here(name)
    case 'damaged':
      return say.damaged(name)
    case 'failed':
      return say.failed(name, state.error.text)
    case 'absent':
    case 'partial':
      return before.kind === 'whole' ? say.removed(name) : ''
  }
}
