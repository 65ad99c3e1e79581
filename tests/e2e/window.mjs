// The built window, driven as a listener would: `APP=path/to/vesper-desktop OUT=pictures xvfb-run -a node window.mjs`.
//
//   APP   the built app, with its UI inside it
//   OUT   a folder for a picture of every view (default: tests/out/window)
//   PAGE  instead: a served UI, performed by the UI's own fake; APP is then a WebKitGTK MiniBrowser
//   PART  only these parts of it, with commas between (home, library, settings, story, meditation, talk, listening, models, narrow, damaged)
//
// Settings and kept places go to a folder that is thrown away; models come from a hub on this machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { damaged } from './damaged.mjs'
import { home as wishes } from './home.mjs'
import { Hub } from './hub.mjs'
import { listening } from './listening.mjs'
import { models } from './models.mjs'
import { at, Stage } from './stage.mjs'
import { talk } from './talk.mjs'
import { KEYS, until } from './webdriver.mjs'

const { APP, PAGE, PART } = process.env
const OUT = resolve(process.env.OUT ?? join(import.meta.dirname, '../out/window'))

/** Seconds that a performance may take to come to a choice or to a breath: it is spoken in real time. */
const PERFORMANCE = 420

const phase = () => window.run('return document.querySelector(\'[data-testid="player"]\')?.dataset.phase ?? ""')
const line = () => window.text(`${at('current-line')} .text`)

/** Seconds that a line of many words may take to come. */
const PATIENCE = 45

/** In the page: the marked words of the next line of six words or more that begins, each with when it was marked. */
const FOLLOW = `
  const [patience] = given
  const current = () => document.querySelector('[data-testid="current-line"] .text')
  const began = performance.now()
  const before = current()?.textContent
  let shown = ''
  const seen = []
  while (performance.now() - began < patience * 1000) {
    await new Promise((next) => setTimeout(next, 15))
    const text = current()?.textContent.trim() ?? ''
    if (shown && text !== shown) break
    if (!shown && text !== before?.trim() && text.split(' ').length >= 6) shown = text
    const word = shown && document.querySelector('[data-testid="current-line"] [data-testid="heard-word"]')?.textContent
    if (word && seen.at(-1)?.[0] !== word) seen.push([word, Math.round(performance.now() - began)])
  }
  return { shown, seen }
`

/** @type {Stage} */
let stage
let window

const step = (name, work) => stage.step(name, work)
const examine = (view) => stage.examine(view)
const picture = (name) => stage.picture(name)

async function library() {
  await step('the library is shown', async () => {
    await window.find(`${at('entry')}[data-kind="story"]`)
    await window.find(`${at('entry')}[data-kind="meditation"]`)
    await examine('library')
  })

  await step('the keyboard help opens and closes', async () => {
    await window.press('?')
    await window.find(`${at('help')}[open]`)
    await examine('help')
    await window.press(KEYS.escape)
    await until('the help is closed', async () => !(await window.has(`${at('help')}[open]`)))
  })
}

async function settings() {
  await step('the settings are shown, with what was found on this machine', async () => {
    await window.click(at('to-settings'))
    await window.find(`${at('checks')} li`, 60)
    await examine('settings')
  })

  await step('the voices are listed, one is chosen and heard, and it is said who speaks', async () => {
    const narrator = `${at('settings')} select`
    await window.find(`${narrator} option[value="en-us"]`, 60)
    await until('it is said who speaks', async () => /speaks/.test(await window.text(at('speaks'))))
    await window.run(
      'const it = document.querySelector(arguments[0]); it.value = arguments[1]; it.dispatchEvent(new Event("change", { bubbles: true }))',
      narrator,
      'en-us',
    )
    await until('the choice is said', async () => (await window.text(at('speaks'))).includes('because you chose its voice en-us'))
    await window.run('for (const each of document.querySelectorAll("button")) if (each.textContent === "Hear it") each.click()')
    await until('it speaks', () => window.run('return [...document.querySelectorAll("button")].some((each) => each.textContent === "Speaking…")'))
    await until('it has spoken', () => window.run('return [...document.querySelectorAll("button")].some((each) => each.textContent === "Hear it")'), 30)
    await window.run('const it = document.querySelector(arguments[0]); it.value = ""; it.dispatchEvent(new Event("change", { bubbles: true }))', narrator)
  })

  await step('without the weights no voice is made, and it is said why', async () => {
    await window.click(`${at('new-voice')} button`)
    const told = () => window.text(at('new-voice-result'))
    await until('the refusal is a sentence', async () => (await told()).startsWith('voice cloning: '))
    await examine('settings-no-new-voice')
  })

  await step('the theme changes at once and is kept over a reload', async () => {
    for (const theme of ['dark', 'light']) {
      await window.click(`input[name="theme"][value="${theme}"]`)
      await until(`the theme is ${theme}`, () => window.has(`html[data-theme="${theme}"]`))
    }
    if (PAGE) return console.log('SKIPPED: the reload; the fake of the UI forgets everything')
    await window.reload()
    await window.find(at('settings'))
    await until('the theme is still light', () => window.has('html[data-theme="light"]'))
  })

  await step('the pace is set to its fastest by keyboard', async () => {
    const pace = 'input[type="range"][max="1.6"][min="0.6"]'
    await window.find(pace)
    await window.focus(pace)
    await window.press(KEYS.end)
    await until('the pace is 1.6', async () => (await window.run('return document.querySelector(arguments[0]).value', pace)) === '1.6')
    await window.click(at('to-library'))
  })
}

async function story() {
  const first = `${at('entry')}[data-kind="story"]:has(.press)`

  await step('the first story plays', async () => {
    await window.click(`${first} .press`)
    await until('a line is shown', line, 90)
    await picture('speaking')
  })

  await step('the word that is heard moves along its line', async () => {
    const { shown, seen } = await window.wait(FOLLOW, PATIENCE)
    if (seen.length === 0) return console.log('SKIPPED: the voice of this machine does not tell its words')
    const written = shown.match(/[\p{L}\p{M}\p{N}'’]+/gu) ?? []
    let at = -1
    for (const [word] of seen) {
      at = written.findIndex((each, index) => index > at && word.includes(each))
      if (at < 0) throw new Error(`${JSON.stringify(seen)} are not words of “${shown}” in their order`)
    }
    if (seen.length < 3) throw new Error(`only ${JSON.stringify(seen)} were marked in “${shown}”`)
    const [first, last] = [seen[0], seen.at(-1)]
    const pace = (last[1] - first[1]) / 1000 / (seen.length - 1)
    if (pace < 0.08 || pace > 1.5) throw new Error(`a word took ${pace.toFixed(2)} s: ${JSON.stringify(seen)}`)
  })

  await step('it comes to its first choice, and the choices have the focus', async () => {
    await window.find(at('choices'), PERFORMANCE)
    await until('the focus is there', () => window.run(`return document.activeElement?.dataset.testid === 'choices'`))
    await examine('asking')
  })

  await step('a number key chooses, and the line that follows is shown', async () => {
    const before = await line()
    await window.press('2')
    await until('another line is shown', async () => (await phase()) === 'speaking' && ![before, ''].includes(await line()), 60)
  })

  let held
  await step('the space bar pauses', async () => {
    await window.run('document.activeElement?.blur()')
    await window.press(KEYS.space)
    await until('it is paused', async () => (await phase()) === 'paused')
    held = await line()
    await examine('paused')
  })

  await step('after a reload it stands at the same line, and goes on', async () => {
    if (PAGE) console.log('SKIPPED: the reload; the fake of the UI forgets everything')
    else await window.reload()
    await until(`“${held}” is shown`, async () => (await line()) === held)
    await window.click(at('pause'))
    await until('it speaks', async () => (await phase()) === 'speaking')
    await until('the next line is shown', async () => ![held, ''].includes(await line()), 60)
  })

  await step('Escape stops it and leads to the library, where its place is kept', async () => {
    await window.press(KEYS.escape)
    await window.find(at('library'))
    await window.find(`${at('entry')}[data-kind="story"] .excerpt`)
  })
}

async function meditation() {
  const entry = `${at('entry')}[data-kind="meditation"]:has(.press)`

  await step('a meditation of breathing is found, and its length chosen', async () => {
    await window.press('/')
    await window.press(...(PAGE ? 'evening breath' : 'box breathing'))
    await until('one is left', () => window.run(`return document.querySelectorAll(arguments[0]).length === 1`, at('entry')))
    const length = `${entry} input[type="range"]`
    if (await window.has(length)) {
      await window.focus(length)
      await window.press(KEYS.home)
      await until('it is the shortest', () => window.run('const it = document.querySelector(arguments[0]); return it.value === it.min', length))
    }
  })

  await step('it plays, and shows the circle', async () => {
    await window.click(`${entry} .press`)
    await window.find(at('breath-circle'), PERFORMANCE)
    await examine('breathing')
  })

  await step('the stop button leads back to the library', async () => {
    await window.click(at('stop'))
    await window.find(at('library'))
  })
}

async function narrow() {
  await step('nothing sticks out of a window of 380 pixels', async () => {
    await window.resize(380, 760)
    for (const view of ['library', 'daily', 'talk', 'models', 'settings']) {
      await window.run('location.hash = arguments[0]', `#/${view}`)
      await window.find(at(view))
      await stage.fits(view)
      await picture(`${view}-narrow`)
    }
  })
}

/** Parts that need the program behind the window; the UI's own tests go through them with its fake. */
const real = (name, part) => async () => (PAGE ? console.log(`SKIPPED: ${name}; the fake of the UI has no files`) : part())

const PARTS = {
  home: real('the line at home', () => wishes(stage)),
  library,
  settings,
  story,
  meditation,
  talk: real('the conversations', () => talk(stage, home)),
  listening: real('a story that listens', () => listening(stage, home)),
  models: real('the models', () => models(stage, hub, home)),
  narrow,
  damaged: real('a damaged library', () => damaged(stage, kept)),
}

let hub
const home = mkdtempSync(join(tmpdir(), 'vesper-window-'))
const kept = join(home, 'kept')

/** What the app is told: folders of its own, and no other hub than ours. */
function environment() {
  const folders = ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((each) => [`XDG_${each}_HOME`, join(home, each.toLowerCase())])
  const catalog = join(home, 'catalog.toml')
  writeFileSync(catalog, hub.catalog)
  const recogniser = join(import.meta.dirname, '../../crates/asr/fixtures/commands.en.bin')
  const ours = { VESPER_HOME: kept, VESPER_WHISPER_MODEL: recogniser, HF_ENDPOINT: hub.address, VESPER_CATALOG: catalog, VESPER_MODELS: join(home, 'models'), NO_PROXY: '127.0.0.1' }
  return { ...Object.fromEntries(folders), ...ours }
}

async function main() {
  if (!APP) throw new Error('APP is not set: give the path of the built window, such as target/debug/vesper-desktop')
  const unknown = PART?.split(',').find((name) => !(name in PARTS))
  if (unknown !== undefined) throw new Error(`PART names ${unknown}; there are ${Object.keys(PARTS).join(', ')}`)
  mkdirSync(OUT, { recursive: true })
  try {
    hub = await Hub.open()
    stage = new Stage({ binary: resolve(APP), args: PAGE ? ['--automation'] : [], env: environment() }, OUT)
    await stage.step('the window opens', async () => {
      await stage.open()
      window = stage.window
      if (PAGE) await window.go(PAGE)
      await window.find(at('library'), 60)
      await window.resize(1040, 780)
    })
    for (const part of PART ? PART.split(',').map((name) => PARTS[name]) : Object.values(PARTS)) {
      await part()
      window = stage.window
    }
  } catch (error) {
    if (stage?.window) await picture('failure').catch((second) => console.log(`no picture of the failure: ${second.message}`))
    throw error
  } finally {
    await stage?.window?.close().catch((error) => console.log(`the window did not close: ${error.message}`))
    hub?.close()
    // WebKit's own processes end a little later than the app, and write into their caches until then.
    await until('the folder of this run is gone', () => (rmSync(home, { recursive: true, force: true }), true))
  }
}

let failed = 0
try {
  await main()
} catch (error) {
  failed = 1
  console.log(`not ok ${(stage?.passed ?? 0) + 1} - ${error.message}`)
}
console.log(`${stage?.passed ?? 0} passed, ${failed} failed`)
process.exitCode = failed
