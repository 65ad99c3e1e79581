import type { Fault } from '../backend/backend'
import { strings } from '../strings'

/** More than this at once would hide the window; the oldest go first. */
const MOST = 3

/** What `reason` says to a person. */
export function sentence(reason: unknown): string {
  if (typeof reason === 'string' && reason !== '') return reason
  const text = (reason as Partial<Fault> | null)?.text ?? (reason as Partial<Error> | null)?.message
  return typeof text === 'string' && text !== '' ? text : strings.faults.unknown
}

/** The same with its code, where it has one. */
export function asFault(reason: unknown): Fault {
  return { code: (reason as Partial<Fault> | null)?.code ?? 'failed', text: sentence(reason) }
}

/** What went wrong and was not read yet. */
export class Faults {
  texts = $state<string[]>([])

  tell(reason: unknown): void {
    const text = sentence(reason)
    this.texts = [...this.texts.filter((each) => each !== text), text].slice(-MOST)
  }

  dismiss(text: string): void {
    this.texts = this.texts.filter((each) => each !== text)
  }

  /** Waits for `work`; a rejection is told, and the answer is then `undefined`. */
  async watch<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work
    } catch (reason) {
      this.tell(reason)
      return undefined
    }
  }
}
