import type { Card, Models, Role } from '../backend/backend'

/** The order in which a conversation needs them. */
const ROLES: Role[] = ['recogniser', 'chat', 'voice', 'voice_prompt', 'voice_activity']

export interface Section {
  role: Role
  /** Why none of them is proposed, where that is so; the card of one that is says why itself. */
  none: string | null
  /** What is proposed for this machine, or already begun or here. */
  first: Card[]
  rest: Card[]
}

export function sections(models: Models): Section[] {
  return ROLES.map((role) => {
    const cards = models.cards.filter((card) => card.role === role)
    const none = models.choices.find((each) => each.role === role && each.model === null)?.reason ?? null
    const proposed = cards.filter((card) => card.recommended)
    const begun = cards.filter((card) => !card.recommended && card.state.kind !== 'absent')
    const rest = cards.filter((card) => !card.recommended && card.state.kind === 'absent')
    return { role, none, first: [...proposed, ...begun], rest }
  }).filter((section) => section.first.length + section.rest.length > 0)
}

/** The models that come along with `card` and are not whole yet. */
export function companions(card: Card, cards: Card[]): Card[] {
  return cards.filter((each) => card.needs.includes(each.id) && each.state.kind !== 'whole')
}

/** Bytes that are still to come for `cards`; none where one of them does not say how large it is. */
export function missing(cards: Card[]): number | null {
  let bytes = 0
  for (const { size, state } of cards) {
    const total = 'total' in state ? (state.total ?? size) : size
    if (total === null) return null
    bytes += Math.max(0, total - ('done' in state ? state.done : 0))
  }
  return bytes
}
