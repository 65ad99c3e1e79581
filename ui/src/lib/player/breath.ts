import type { Breath } from '../backend/backend'

/** How far the beat is, 0 to 1, `since` seconds after it was sent. */
export function progress(breath: Breath, since: number): number {
  if (breath.length <= 0) return 1
  return Math.min(1, Math.max(0, (breath.at + since) / breath.length))
}

/** How full the lungs are, 0 to 1: half a cosine, so that every breath begins and ends gently. */
export function fullness(breath: Breath, since: number): number {
  const eased = (1 - Math.cos(Math.PI * progress(breath, since))) / 2
  switch (breath.phase) {
    case 'in':
      return eased
    case 'hold':
      return 1
    case 'out':
      return 1 - eased
    case 'rest':
      return 0
  }
}

/** Whole seconds left of the beat, counted as one counts aloud: 4, 3, 2, 1. */
export function counted(breath: Breath, since: number): number {
  return Math.max(1, Math.ceil(breath.length * (1 - progress(breath, since)) - 1e-6))
}
