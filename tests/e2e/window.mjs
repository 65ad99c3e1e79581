// The built window, driven as a listener would: `APP=path/to/vesper-desktop OUT=pictures xvfb-run -a node window.mjs`.
//
//   APP   the built app, with its UI inside it
//   OUT   a folder for a picture of every view (default: tests/out/window)
//   PAGE  instead: a served UI, performed by the UI's own fake; APP is then a WebKitGTK MiniBrowser
//
// Settings and kept places go to a folder that is thrown away.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { KEYS, Window, until } from './webdriver.mjs'

const HERE = import.meta.dirname
const { APP, PAGE } = process.env
const OUT = resolve(process.env.OUT ?? join(HERE, '../out/window'))

/** Seconds that a performance may take to come to a choice or to a breath: it is spoken in real time. */
const PERFORMANCE = 420

const AXE = readFileSync(join(HERE, '../../ui/node_modules/axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const at = (id) => `[data-testid="${id}"]`
const phase = () => window.run('return document.querySelector(\'[data-testid="player"]\')?.dataset.phase ?? ""')
const line = () => window.text(`${at('current-line')} .text`)

let window
let passed = 0

async function step(name, work) {
  const began = Date.now()
  await work()
  passed += 1
  console.log(`ok ${passed} - ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
}

async function picture(name) {
  writeFileSync(join(OUT, `${name}.png`), await window.picture())
}

/** A picture and an axe run of what is shown, in both themes. */
async function examine(view) {
  if (!(await window.run('return "axe" in window'))) await window.run(`${AXE}; window.axe = axe`)
  const theme = await window.run('return document.documentElement.dataset.theme')
  for (const each of ['light', 'dark']) {
    await window.run('document.documentElement.dataset.theme = arguments[0]', each)
    await picture(`${view}-${each}`)
    const found = await window.wait(
      `const result = await window.axe.run(document, { runOnly: given[0], resultTypes: ['violations'] })
       return result.violations.flatMap((each) => each.nodes.map((node) => each.id + ': ' + node.html + ' ' + node.failureSummary))`,
      RULES,
    )
    if (found.length > 0) throw new Error(`axe on ${view}, ${each}:\n  ${found.join('\n  ')}`)
  }
  await window.run('document.documentElement.dataset.theme = arguments[0]', theme)
}

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
    for (const view of ['library', 'settings']) {
      await window.run('location.hash = arguments[0]', `#/${view}`)
      await window.find(at(view))
      await window.settle()
      const over = await window.run('return document.documentElement.scrollWidth - document.documentElement.clientWidth')
      if (over > 0) throw new Error(`${view} is ${over} pixels too wide`)
      await picture(`${view}-narrow`)
    }
  })
}

async function main() {
  if (!APP) throw new Error('APP is not set: give the path of the built window, such as target/debug/vesper-desktop')
  mkdirSync(OUT, { recursive: true })
  const home = mkdtempSync(join(tmpdir(), 'vesper-window-'))
  const folders = ['CONFIG', 'DATA', 'STATE', 'CACHE'].map((each) => [`XDG_${each}_HOME`, join(home, each.toLowerCase())])
  try {
    await step('the window opens', async () => {
      window = await Window.open({ binary: resolve(APP), args: PAGE ? ['--automation'] : [], env: Object.fromEntries(folders) })
      if (PAGE) await window.go(PAGE)
      await window.find(at('library'), 60)
      await window.resize(1040, 780)
    })
    for (const part of [library, settings, story, meditation, narrow]) await part()
  } catch (error) {
    if (window) await picture('failure').catch((second) => console.log(`no picture of the failure: ${second.message}`))
    throw error
  } finally {
    await window?.close().catch((error) => console.log(`the window did not close: ${error.message}`))
    rmSync(home, { recursive: true, force: true })
  }
}

let failed = 0
try {
  await main()
} catch (error) {
  failed = 1
  console.log(`not ok ${passed + 1} - ${error.message}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed
