import type { Backend } from './backend'

/** The program around the window; in a bare browser, its twin that performs captions without a sound. */
export async function connect(): Promise<Backend> {
  if ('__TAURI_INTERNALS__' in window) return (await import('./tauri')).tauri
  return (await import('./fake')).createFake()
}
