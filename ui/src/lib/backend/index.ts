import type { Backend } from './backend'

/**
 * The program around the window; in a bare browser, its twin that performs captions without a sound (with `?damaged`
 * behind the address: over a library that was damaged).
 */
export async function connect(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return (await import('./tauri')).tauri
  const { createFake, OFFER } = await import('./fake')
  return createFake(location.search === '?damaged' ? { offer: OFFER } : {})
}
