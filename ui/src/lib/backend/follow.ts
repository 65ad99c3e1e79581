import type { Faults } from '../design/faults.svelte'

/**
 * Follows what `subscribe` sends until the answer is called: `take` gets it up to then, however late the subscription
 * itself comes. Where there is none, that is told, and `failed` called.
 */
export function follow<T>(
  faults: Faults,
  subscribe: (take: (value: T) => void) => Promise<() => void>,
  take: (value: T) => void,
  failed?: () => void,
): () => void {
  let leave: (() => void) | undefined
  let over = false
  const following = subscribe((value) => {
    if (!over) take(value)
  })
  void faults.watch(following).then((stop) => {
    if (stop === undefined) failed?.()
    if (over) stop?.()
    else leave = stop
  })
  return () => {
    over = true
    leave?.()
  }
}
