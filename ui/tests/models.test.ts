import { screen, within } from '@testing-library/svelte'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Backend, Card, Drop, Models } from '../src/lib/backend/backend'
import { createFake } from '../src/lib/backend/fake'
import { openWindow, pass, until } from './window'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

type User = Awaited<ReturnType<typeof openWindow>>['user']

async function openModels(fake: Backend = createFake()) {
  const opened = await openWindow(fake, '#/models')
  await pass(1)
  return opened
}

function cardNamed(name: string) {
  const card = screen.getByRole('heading', { name, level: 3 }).closest<HTMLElement>('[data-testid="model"]')
  if (!card) throw new Error(`no card of ${name}`)
  return Object.assign(within(card), { element: card, state: () => card.dataset.state })
}

const names = (role: string) =>
  [...document.querySelectorAll(`[data-role="${role}"] h3`)].map((heading) => heading.textContent)
const told = () => screen.getByTestId('told').textContent
const bar = (name: string) => cardNamed(name).getByRole('progressbar', { name: `Progress of ${name}` })
const press = (user: User, name: string, label: RegExp) => user.click(cardNamed(name).getByRole('button', { name: label }))

/** The fake with its models changed by `change` before they are shown. */
function withModels(change: (models: Models) => Models): Backend {
  const fake = createFake()
  return { ...fake, models: { ...fake.models, subscribe: (on) => fake.models.subscribe((models) => on(change(models))) } }
}

function withCard(id: string, change: Partial<Card>): Backend {
  const changed = (card: Card): Card => (card.id === id ? { ...card, ...change } : card)
  return withModels((models) => ({ ...models, cards: models.cards.map(changed) }))
}

describe('what is shown', () => {
  it('is reached from the bar, and nothing is asked of the program before', async () => {
    const fake = createFake()
    const subscribe = vi.spyOn(fake.models, 'subscribe')
    const { user } = await openWindow(fake)
    expect(subscribe).not.toHaveBeenCalled()
    await user.click(screen.getByRole('link', { name: 'Models' }))
    expect(screen.getByRole('heading', { name: 'Models', level: 1 })).toBe(document.activeElement)
    expect(subscribe).toHaveBeenCalledOnce()
  })

  it('says that the machine is being measured, then what it has', async () => {
    await openWindow(createFake(), '#/models')
    expect(screen.getByTestId('machine').textContent).toMatch(/Measuring this machine/)
    expect(cardNamed('Whisper base').getByTestId('fit').textContent).toMatch(/being measured/)
    await pass(1)
    const facts = within(screen.getByTestId('machine')).getAllByRole('listitem')
    expect(facts.map((fact) => fact.textContent)).toEqual([
      '16 GB of memory, 9.1 GB free',
      '4 cores',
      'reads 31 GB a second',
      'GeForce RTX 3050 with 4 GB',
      '118 GB free on the disk',
    ])
    expect(cardNamed('Whisper base').getByTestId('fit').textContent).toMatch(/Runs well here.*ten times as fast as speech/)
  })

  it('begins with what is proposed or here, and shows the rest on demand', async () => {
    const { user } = await openModels()
    expect(names('recogniser')).toEqual(['Whisper base', 'Whisper small'])
    expect(names('chat')).toEqual(['Qwen3 4B Instruct'])
    await user.click(screen.getByRole('button', { name: 'Thinking: show 3 more', expanded: false }))
    expect(names('chat')).toEqual(['Qwen3 4B Instruct', 'Qwen3 0.6B', 'Gemma 3 4B', 'Qwen3 30B A3B Instruct'])
    expect(cardNamed('Qwen3 30B A3B Instruct').getByText('Does not run here.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Thinking: show fewer', expanded: true }))
    expect(names('chat')).toEqual(['Qwen3 4B Instruct'])
  })

  it('names the size, the licence with its address, the languages and the marks', async () => {
    const { user } = await openModels()
    const small = cardNamed('Whisper small')
    for (const fact of ['190 MB', 'MIT', '20 languages']) expect(small.getAllByText(fact).length).toBeGreaterThan(0)
    expect(small.getByText('https://opensource.org/license/mit')).toBeTruthy()
    expect(small.getByText('https://huggingface.co/ggerganov/whisper.cpp')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Whose voice: show 1 more' }))
    expect(cardNamed('Expresso voices').getByText('Its licence forbids commercial use.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Thinking: show 3 more' }))
    expect(cardNamed('Gemma 3 4B').getByText(/sign in at https:\/\/huggingface.co\/google\/gemma.*HF_TOKEN/)).toBeTruthy()
  })

  it('says why nothing of a role is proposed', async () => {
    await openModels()
    expect(screen.getByText('Vesper brings one of its own that is good enough.')).toBeTruthy()
  })

  it('says that the list is empty where it is', async () => {
    await openModels(withModels((models) => ({ ...models, cards: [] })))
    expect(screen.getByText('The list of models is empty.')).toBeTruthy()
  })

  it('shows why the models cannot be shown, and tries again', async () => {
    const fake = createFake()
    const text = 'catalog.toml: cannot be read. Unset VESPER_CATALOG.'
    vi.spyOn(fake.models, 'subscribe').mockRejectedValueOnce({ code: 'bad_file', text })
    const { user } = await openModels(fake)
    expect(screen.getByText(text)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await pass(1)
    expect(names('recogniser')).toContain('Whisper base')
  })
})

describe('getting a model', () => {
  it('fetches nothing before a button is pressed that names size and host, and brings along what it needs', async () => {
    const fake = createFake()
    const get = vi.spyOn(fake.models, 'get')
    const { user } = await openModels(fake)
    expect(cardNamed('Pocket TTS, English').getByText('Brings along: Voices for Pocket TTS.')).toBeTruthy()
    expect(get).not.toHaveBeenCalled()
    await press(user, 'Pocket TTS, English', /^Get 248 MB from huggingface.co/)
    expect(get).toHaveBeenCalledExactlyOnceWith('pocket-tts-en')
    await pass(3)
    expect(cardNamed('Voices for Pocket TTS').state()).toBe('whole')
    expect(told()).toBe('Voices for Pocket TTS is here.')
  })

  it('shows how far it is, how fast and how long, and says only that it began and ended', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper small', /^Go on: 106 MB from huggingface.co/)
    await pass(1)
    expect(told()).toBe('Whisper small is being fetched.')
    await pass(3)
    const share = Number(bar('Whisper small').getAttribute('aria-valuenow'))
    expect(share).toBeGreaterThan(44)
    expect(share).toBeLessThan(60)
    expect(bar('Whisper small').getAttribute('aria-valuetext')).toMatch(/^\d\d %, 1\d\d of 190 MB$/)
    expect(cardNamed('Whisper small').getByTestId('figures').textContent).toMatch(/ · 8 MB a second · a few seconds left$/)
    expect(told()).toBe('Whisper small is being fetched.')
    await until(() => (cardNamed('Whisper small').state() === 'whole' ? true : null))
    expect(cardNamed('Whisper small').getByText('Here: 190 MB.')).toBeTruthy()
    expect(told()).toBe('Whisper small is here.')
  })

  it('pauses, stays where it was, and goes on from there', async () => {
    const { user } = await openModels()
    await press(user, 'Qwen3 4B Instruct', /^Get 2.5 GB/)
    await pass(10)
    await press(user, 'Qwen3 4B Instruct', /^Pause/)
    const share = bar('Qwen3 4B Instruct').getAttribute('aria-valuenow')
    await pass(10)
    expect(bar('Qwen3 4B Instruct').getAttribute('aria-valuenow')).toBe(share)
    expect(told()).toBe(`Qwen3 4B Instruct is paused at ${share} percent.`)
    await press(user, 'Qwen3 4B Instruct', /^Go on: 2.4 GB/)
    await pass(1)
    expect(cardNamed('Qwen3 4B Instruct').state()).toBe('working')
  })

  it('lets the third one wait', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper small', /^Go on/)
    await press(user, 'Qwen3 4B Instruct', /^Get/)
    await user.click(screen.getByRole('button', { name: 'Hearing: show 1 more' }))
    await press(user, 'Whisper large v3 turbo', /^Get/)
    await pass(1)
    expect(cardNamed('Whisper large v3 turbo').getByText('Waits until another one is done.')).toBeTruthy()
  })

  it('asks before it discards much, and not before little', async () => {
    const fake = createFake()
    const cancel = vi.spyOn(fake.models, 'cancel')
    const { user } = await openModels(fake)
    await press(user, 'Whisper small', /^Discard/)
    const question = screen.getByRole('dialog', { name: 'Discard what came of Whisper small?' })
    expect(within(question).getByText(/84 MB are here already/)).toBeTruthy()
    await user.click(within(question).getByRole('button', { name: 'Keep it' }))
    expect(cancel).not.toHaveBeenCalled()
    await press(user, 'Whisper small', /^Discard/)
    await user.click(within(question).getByRole('button', { name: 'Discard' }))
    expect(cancel).toHaveBeenCalledExactlyOnceWith('whisper-small-q5_1')
    await press(user, 'Qwen3 4B Instruct', /^Get/)
    await pass(1)
    await press(user, 'Qwen3 4B Instruct', /^Discard/)
    expect(cancel).toHaveBeenLastCalledWith('qwen3-4b-instruct')
    await pass(0)
    expect(cardNamed('Qwen3 4B Instruct').state()).toBe('absent')
  })

  it('says what failed and tries again', async () => {
    const { user } = await openModels()
    await user.click(screen.getByRole('button', { name: 'Thinking: show 3 more' }))
    await press(user, 'Qwen3 0.6B', /^Get/)
    await pass(4)
    expect(cardNamed('Qwen3 0.6B').getByText(/stopped sending/)).toBeTruthy()
    expect(told()).toMatch(/^Qwen3 0.6B failed. huggingface.co: stopped sending/)
    await press(user, 'Qwen3 0.6B', /^Try again: 627 MB from huggingface.co/)
    await pass(2)
    expect(cardNamed('Qwen3 0.6B').state()).toBe('working')
  })

  it('shows what a refused command says', async () => {
    const fake = createFake()
    const text = 'models: the disk is full. Free 3 GB and try again.'
    vi.spyOn(fake.models, 'get').mockRejectedValue({ code: 'disk_full', text })
    const { user } = await openModels(fake)
    await press(user, 'Qwen3 4B Instruct', /^Get/)
    await pass(0)
    expect(within(screen.getByTestId('messages')).getByText(text)).toBeTruthy()
  })

  it('goes on while the listener is elsewhere, and is told there', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper small', /^Go on/)
    await user.click(screen.getByRole('link', { name: 'Home' }))
    await pass(20)
    expect(told()).toBe('Whisper small is here.')
  })

  it('names no size that nobody knows', async () => {
    await openModels(withCard('qwen3-4b-instruct', { size: null }))
    const card = cardNamed('Qwen3 4B Instruct')
    expect(card.getByText('size not known yet')).toBeTruthy()
    expect(card.getByRole('button', { name: /^Get from huggingface.co \(size not known yet\)/ })).toBeTruthy()
  })

  it('shows a download whose size is not known yet without a share', async () => {
    await openModels(withCard('qwen3-4b-instruct', { state: { kind: 'working', step: 'resolving', done: 0, total: null, speed: null, left: null } }))
    expect(bar('Qwen3 4B Instruct').hasAttribute('aria-valuenow')).toBe(false)
  })
})

describe('a model that is here', () => {
  it('is checked on demand', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper base', /^Check/)
    await pass(0.25)
    expect(told()).toBe('Whisper base is being checked.')
    await pass(1)
    expect(told()).toBe('Whisper base is whole.')
    expect(cardNamed('Whisper base').getByText('Here: 60 MB. Checked just now, and as it should be.')).toBeTruthy()
  })

  it('is not said to be whole where its check was stopped', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper base', /^Check/)
    await pass(0.25)
    await press(user, 'Whisper base', /^Stop/)
    await pass(1)
    expect(cardNamed('Whisper base').state()).toBe('whole')
    expect(screen.queryByText(/Checked just now/)).toBeNull()
  })

  it('is removed after a question that says what this frees, and the focus stays in its card', async () => {
    const { user } = await openModels()
    await press(user, 'Whisper base', /^Remove/)
    const question = screen.getByRole('dialog', { name: 'Remove Whisper base?' })
    expect(within(question).getByText(/This frees 60 MB/)).toBeTruthy()
    await user.click(within(question).getByRole('button', { name: 'Remove' }))
    await pass(0)
    expect(cardNamed('Whisper base').state()).toBe('absent')
    expect(told()).toBe('Whisper base is removed.')
    expect(cardNamed('Whisper base').element.contains(document.activeElement)).toBe(true)
  })

  it('is mended where it was damaged', async () => {
    const { user } = await openModels()
    expect(cardNamed('Silero').getByText(/does not match its hash/)).toBeTruthy()
    await press(user, 'Silero', /^Get again: up to 885 KB from huggingface.co/)
    await pass(2)
    expect(cardNamed('Silero').state()).toBe('whole')
  })

  it('is added from a folder, and what holds none is refused', async () => {
    const { user } = await openModels()
    const path = screen.getByRole('textbox', { name: 'Path of a file or folder' })
    await user.type(path, '/media/stick/music?{Enter}')
    expect(screen.getByTestId('added').textContent).toMatch(/\/media\/stick\/music\?: holds no model/)
    expect(screen.getByTestId('help').hasAttribute('open')).toBe(false)
    await user.clear(path)
    await user.type(path, '/media/stick/qwen3-0.6b/{Enter}')
    expect(screen.getByTestId('added').textContent).toBe('Qwen3 0.6B is here now.')
    expect(cardNamed('Qwen3 0.6B').state()).toBe('whole')
  })

  it('is added by dropping its file on the window', async () => {
    let drop: (drop: Drop) => void = () => {}
    await openModels({ ...createFake(), drops: async (on) => ((drop = on), () => {}) })
    drop({ kind: 'over' })
    await pass(0)
    expect(screen.getByText('Let go to add it.')).toBeTruthy()
    drop({ kind: 'dropped', paths: ['/media/stick/qwen3-0.6b.gguf'] })
    await pass(0)
    expect(screen.queryByText('Let go to add it.')).toBeNull()
    expect(screen.getByTestId('added').textContent).toBe('Qwen3 0.6B is here now.')
  })
})

it('a model is got and paused by keyboard alone, and the focus is not lost on the way', async () => {
  const { user } = await openModels()
  const get = cardNamed('Qwen3 4B Instruct').getByRole('button', { name: /^Get/ })
  for (let presses = 0; document.activeElement !== get; presses++) {
    if (presses > 40) throw new Error('Tab does not reach the button')
    await user.tab()
  }
  await user.keyboard('{Enter}')
  await pass(1)
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Pause: Qwen3 4B Instruct')
  await user.keyboard('{Enter}')
  await pass(0)
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^Go on: 2.5 GB/)
})
