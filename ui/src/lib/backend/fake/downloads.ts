import type { Card, CardState, Models, Step } from '../backend'
import { CHOICES, MACHINE, MODELS, type FakeModel } from './catalog'

/** Bytes a second that come over the pretended network, and that are read from the pretended disk. */
const NETWORK = 8_000_000
const DISK = 80_000_000
const HUB = 'https://huggingface.co'
const ASKING = 0.5
const AT_ONCE = 2

interface Job {
  step: Step
  done: number
  /** Seconds since it began. */
  since: number
  /** What the model was, for when the job is stopped. */
  before: CardState
}

function total(card: Card): number {
  return card.size ?? 0
}

/** What of a model is here in this state. */
function kept(state: CardState): number {
  return 'done' in state ? state.done : 0
}

/** Fetches pretended models through time. Knows no clock: {@link Downloads.pass} is told how much of it went by. */
export class Downloads {
  measured = false
  private readonly models: FakeModel[] = MODELS.map((model) => ({ ...model, card: { ...model.card } }))
  private readonly jobs = new Map<string, Job>()

  all(): Models {
    const cards = this.models.map(({ card }) => ({ ...card, fit: this.measured ? card.fit : null }))
    return { machine: this.measured ? MACHINE : null, choices: this.measured ? CHOICES : [], cards, hub: HUB }
  }

  /** Lets `seconds` go by and says whether anything is under way. */
  pass(seconds: number): boolean {
    const busy = this.jobs.size > 0
    for (const [id, job] of [...this.jobs].slice(0, AT_ONCE)) this.advance(this.find(id), job, seconds)
    return busy
  }

  get(id: string): void {
    const model = this.find(id)
    const wanted = [...model.card.needs, id].map((each) => this.find(each))
    for (const { card } of wanted) {
      if (card.state.kind !== 'whole') this.begin(card, { step: 'resolving', done: kept(card.state), since: 0, before: card.state })
    }
  }

  verify(id: string): void {
    const { card } = this.find(id)
    this.begin(card, { step: 'verifying', done: 0, since: 0, before: card.state })
  }

  /** Stops what is done with a model; of a download, what came stays. */
  pause(id: string): void {
    const { card } = this.find(id)
    const job = this.jobs.get(id)
    if (!job) return
    this.jobs.delete(id)
    card.state = job.step === 'verifying' ? job.before : { kind: 'paused', done: job.done, total: card.size }
  }

  drop(id: string): void {
    this.jobs.delete(id)
    this.find(id).card.state = { kind: 'absent' }
  }

  /** Knows files by their names alone. */
  add(path: string): string {
    const found = this.models.find(({ card }) => path.toLowerCase().includes(card.id))
    if (!found) {
      throw { code: 'bad_file', text: `${path}: holds no model that Vesper knows. Choose the folder in which its files lie.` }
    }
    found.card.state = { kind: 'whole', bytes: total(found.card) }
    return found.card.name
  }

  works(id: string): boolean {
    return this.jobs.has(id)
  }

  whole(id: string): boolean {
    return this.find(id).card.state.kind === 'whole'
  }

  private find(id: string): FakeModel {
    const model = this.models.find(({ card }) => card.id === id)
    if (!model) throw { code: 'bad_request', text: `${id}: no model is called so. Choose one that is shown.` }
    return model
  }

  private begin(card: Card, job: Job): void {
    if (this.jobs.has(card.id)) return
    this.jobs.set(card.id, job)
    card.state = { kind: 'queued' }
  }

  private advance(model: FakeModel, job: Job, seconds: number): void {
    const { card, fails } = model
    job.since += seconds
    if (job.step === 'resolving' && job.since >= ASKING) job.step = 'fetching'
    const speed = job.step === 'verifying' ? DISK : job.step === 'fetching' ? NETWORK : 0
    job.done = Math.min(job.done + speed * seconds, total(card))
    if (fails && job.step === 'fetching' && job.done >= fails.at * total(card)) return this.fail(model, fails)
    if (job.done >= total(card)) return this.finish(card, job)
    const left = speed > 0 ? (total(card) - job.done) / speed : null
    card.state = { kind: 'working', step: job.step, done: job.done, total: card.size, speed: speed || null, left }
  }

  private fail(model: FakeModel, { at, always, error }: NonNullable<FakeModel['fails']>): void {
    this.jobs.delete(model.card.id)
    model.card.state = { kind: 'failed', error, done: at * total(model.card) }
    if (!always) delete model.fails
  }

  private finish(card: Card, job: Job): void {
    this.jobs.delete(card.id)
    card.state = job.step === 'verifying' ? job.before : { kind: 'whole', bytes: total(card) }
  }
}
