// The models in the window: fetched from a hub on this machine that is cut off, stopped and gone in between.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './stage.mjs'
import { KEYS, until } from './webdriver.mjs'

const VOICE = `${at('model')}[data-id="harbour-voice"]`
const KEEPER = `${at('model')}[data-id="harbour-keeper"]`
/** What comes again, at most, after the program was killed; and what may be on its way when a connection ends. */
const BLOCK = 16 << 20
const UNDER_WAY = 5_000_000

/** @param {import('./stage.mjs').Stage} stage @param {import('./hub.mjs').Hub} hub */
export async function models(stage, hub, home) {
  const { window } = stage
  const state = (card) => stage.window.run('return document.querySelector(arguments[0])?.dataset.state ?? ""', card)
  const becomes = (card, wanted, seconds = 60) => until(`${card} is ${wanted}`, async () => (await state(card)) === wanted, seconds)
  const share = async () => Number(await stage.window.run('return document.querySelector(arguments[0])?.ariaValueNow ?? 0', `${VOICE} [role="progressbar"]`))
  const reaches = (percent) => until(`${percent} % are there`, async () => (await share()) >= percent, 60)
  const button = (card, label) => `${card} button[aria-label^="${label}"]`

  /** Bytes that were sent and are not there, or were there before. */
  async function wastes(most, when) {
    const bytes = hub.voice.sent - ((await share()) / 100) * hub.voice.content.length
    if (bytes > most) throw new Error(`${bytes} bytes came in vain until ${when}`)
  }

  async function show() {
    await stage.window.click(at('to-models'))
    await stage.window.find(VOICE, 30)
    await until('the machine is measured', () => stage.window.has(`${VOICE} ${at('fit')}[data-verdict]`), 60)
  }

  await stage.step('the models are shown, and nothing was asked of the hub', async () => {
    await show()
    await until('all are shown', async () => {
      await window.run('for (const each of document.querySelectorAll(\'[data-testid="role"] > button[aria-expanded="false"]\')) each.click()')
      return window.has(`${at('model')}[data-id="harbour-study"]`)
    })
    if (hub.requests > 0) throw new Error(`the hub was asked ${hub.requests} times`)
    for (const [width, height] of [[1280, 800], [800, 600]]) {
      await window.resize(width, height)
      await stage.examine(`models-${width}`)
    }
  })

  await stage.step('with text twice as large nothing sticks out', async () => {
    await window.run('document.documentElement.style.fontSize = "200%"')
    await stage.fits('models')
    await stage.picture('models-large-text')
    await window.run('document.documentElement.style.fontSize = ""; scrollTo(0, 0)')
    await window.resize(1280, 800)
  })

  await stage.step('a model is fetched by the press of a button that names its size and the hub', async () => {
    const get = button(VOICE, `Get 66 MB from ${new URL(hub.address).host}`)
    await window.find(get)
    await window.focus(get)
    await window.press(KEYS.enter)
    await reaches(15)
    await becomes(KEEPER, 'whole')
    await stage.examine('models-fetching')
  })

  await stage.step('it goes on where it was when the connection was cut', async () => {
    const before = hub.requests
    hub.cut()
    await until('the hub is asked again', () => hub.requests > before, 60)
    await reaches(30)
  })

  let held
  await stage.step('it pauses, and stands still', async () => {
    await window.click(button(VOICE, 'Pause'))
    await becomes(VOICE, 'paused')
    held = await share()
    await new Promise((done) => setTimeout(done, 1500))
    if ((await share()) !== held) throw new Error('it went on')
    await wastes(2 * UNDER_WAY, 'it paused')
    await stage.examine('models-paused')
  })

  await stage.step('it goes on from there', async () => {
    await window.click(button(VOICE, 'Go on'))
    await reaches(Math.max(65, held + 5))
  })

  await stage.step('after a restart in the middle it goes on and becomes whole', async () => {
    await stage.reopen()
    await stage.window.find(at('library'), 60)
    await stage.window.resize(1280, 800)
    await show()
    await becomes(VOICE, 'partial')
    await stage.examine('models-restarted')
    await stage.window.click(button(VOICE, 'Go on'))
    await becomes(VOICE, 'whole', 90)
    const again = hub.voice.sent - hub.voice.content.length
    if (again > BLOCK + 3 * UNDER_WAY) throw new Error(`${again} bytes were fetched twice`)
  })

  await stage.step('it is checked, and removed after a question', async () => {
    await stage.window.click(button(VOICE, 'Check'))
    await until('it is said to be whole', async () => (await stage.window.text(`${VOICE} ${at('state')}`)).includes('Checked just now'), 60)
    await stage.examine('models-whole')
    await stage.window.click(button(VOICE, 'Remove'))
    await stage.window.find('dialog[open]')
    await stage.examine('models-remove')
    await stage.window.press(KEYS.escape)
    if ((await state(VOICE)) !== 'whole') throw new Error('Escape removed it')
    await stage.window.click(button(VOICE, 'Remove'))
    await stage.window.click('dialog[open] .word')
    await becomes(VOICE, 'absent')
    const kept = await stage.window.run('return document.activeElement?.closest(arguments[0]) !== null', VOICE)
    if (!kept) throw new Error('the focus was lost')
  })

  await stage.step('what the hub has no more is a sentence, and is fetched once it has it again', async () => {
    await stage.window.click(button(KEEPER, 'Remove'))
    await stage.window.click('dialog[open] .word')
    await becomes(KEEPER, 'absent')
    hub.gone = true
    await stage.window.click(button(KEEPER, 'Get'))
    await becomes(KEEPER, 'failed')
    await stage.examine('models-failed')
    hub.gone = false
    await stage.window.click(button(KEEPER, 'Try again'))
    await becomes(KEEPER, 'whole')
  })

  await stage.step('one that is on a stick is added without asking the hub', async () => {
    const stick = join(home, 'stick')
    mkdirSync(stick)
    writeFileSync(join(stick, hub.voice.name), hub.voice.content)
    const before = hub.requests
    const path = `${at('models')} input[type="text"]`
    await stage.window.find(path)
    await stage.window.focus(path)
    await stage.window.press(...stick, KEYS.enter)
    await becomes(VOICE, 'whole')
    await until('it is said', async () => (await stage.window.text(at('added'))).includes('The harbour voice is here now.'))
    if (hub.requests > before) throw new Error('the hub was asked')
  })

  await stage.step('one that is dropped on the window is added', async () => {
    await stage.window.click(button(VOICE, 'Remove'))
    await stage.window.click('dialog[open] .word')
    await becomes(VOICE, 'absent')
    // No pointer of the test's can drag from the desktop: this is what the window is told when one does.
    const paths = [join(home, 'stick', hub.voice.name)]
    await stage.window.wait(
      `const drop = { target: { kind: 'Webview', label: 'main' }, event: 'tauri://drag-drop', payload: { paths: given[0], position: { x: 9, y: 9 } } }
       await window.__TAURI_INTERNALS__.invoke('plugin:event|emit_to', drop)`,
      paths,
    )
    await becomes(VOICE, 'whole')
    await stage.window.click(at('to-library'))
    await stage.window.resize(1040, 780)
  })
}
