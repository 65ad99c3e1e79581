// A library whose file was damaged while Vesper was closed: told, and its snapshot brought back.
import { existsSync, openSync, closeSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { at } from './stage.mjs'
import { until } from './webdriver.mjs'

/** @param {import('./stage.mjs').Stage} stage @param {string} kept the folder in which the app keeps its things */
export async function damaged(stage, kept) {
  const library = join(kept, 'library.db')
  const snapshots = join(kept, 'snapshots')
  const theme = () => stage.window.run('return document.documentElement.dataset.theme')
  const choose = async (wanted) => {
    await stage.window.run('location.hash = "#/settings"')
    await stage.window.click(`input[name="theme"][value="${wanted}"]`)
    // The window shows it at once; the program is asked whether it is kept.
    const kept = () => stage.window.wait(`return (await window.__TAURI_INTERNALS__.invoke('settings')).theme`)
    await until(`the theme ${wanted} is kept`, async () => (await kept()) === wanted)
  }

  await stage.step('a snapshot is taken of what is kept', async () => {
    await choose('dark')
    await stage.window.close()
    rmSync(snapshots, { recursive: true, force: true })
    await stage.open()
    await stage.window.find(at('library'), 60)
    await until('the theme is still dark', async () => (await theme()) === 'dark')
    await until('there is a snapshot', () => existsSync(snapshots) && readdirSync(snapshots).some((name) => name.endsWith('.db')))
    await choose('light')
  })

  await stage.step('a damaged library is told, with the file that was moved aside', async () => {
    await stage.window.close()
    overwrite(library)
    await stage.open()
    await stage.window.resize(1040, 780)
    await stage.window.find(at('damaged'), 60)
    const aside = readdirSync(kept).find((name) => name.startsWith('library-damaged-') && name.endsWith('.db'))
    const said = await stage.window.text(at('damaged'))
    if (!aside || !said.includes(aside)) throw new Error(`the file ${aside} is not in “${said}”`)
    await stage.examine('damaged')
  })

  await stage.step('its snapshot is brought back by the press of a button', async () => {
    await stage.window.click(`${at('damaged')} .press`)
    await until('the banner is gone', async () => !(await stage.window.has(at('damaged'))))
    await until('the theme is that of the snapshot', async () => (await theme()) === 'dark')
    await stage.examine('brought-back')
  })
}

/** Writes over the head of the file, as a disk that fails would. */
function overwrite(path) {
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(Math.min(8192, statSync(path).size), 0x5a), 0, undefined, 0)
  closeSync(file)
}
