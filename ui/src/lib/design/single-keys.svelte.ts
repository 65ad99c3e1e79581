const KEPT = 'vesper.single-keys'

/**
 * Whether keys that write a character do something on their own. Who dictates to the computer must be able
 * to turn that off (WCAG 2.2, 2.1.4). It belongs to this window, not to the performance.
 */
class SingleKeys {
  on = $state(localStorage.getItem(KEPT) !== 'off')

  set(on: boolean): void {
    this.on = on
    localStorage.setItem(KEPT, on ? 'on' : 'off')
  }
}

export const singleKeys = new SingleKeys()

/** Whether a key that writes a character belongs to `target`. An empty line at home has no use for `?` and `/`: no wish begins so. */
export function isWrittenIn(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  const field = target.closest('input[type="search"], input[type="text"], select')
  return field !== null && !(field instanceof HTMLInputElement && 'line' in field.dataset && field.value === '')
}
