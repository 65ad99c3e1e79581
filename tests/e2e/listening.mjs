// A story that listens: told to pause and to go on through a microphone that nobody owns.
import { at } from './stage.mjs'
import { mute, understood } from './voice.mjs'
import { until } from './webdriver.mjs'

/** @param {import('./stage.mjs').Stage} stage @param {string} folder that is thrown away afterwards */
export async function listening(stage, folder) {
  const { window } = stage
  const silent = mute()
  if (silent) return console.log(`SKIPPED: a story that listens; ${silent}`)
  const phase = () => window.run('return document.querySelector(arguments[0])?.dataset.phase ?? ""', at('player'))
  const is = (wanted) => async () => (await phase()) === wanted
  const hears = () => window.run('return document.querySelector(arguments[0])?.dataset.on === "true"', at('microphone'))

  await stage.step('a story is listened to from the press of a button on', async () => {
    // What was looked for before is looked for no more.
    await window.run(`const field = document.querySelector('input[type="search"]'); field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true }))`)
    await window.click(`${at('entry')}[data-kind="story"] .press`)
    await until('it speaks', is('speaking'), 90)
    if (await window.has(at('microphone'))) throw new Error('the sign of the microphone is shown')
    await window.click(at('listen'))
    await until('the microphone hears', hears, 30)
    await stage.examine('listening')
  })

  await stage.step('“pause” that is said pauses it, and “go on” has it go on', async () => {
    await understood('it is paused', 'Pause.', folder, is('paused'))
    await understood('it speaks', 'Go on.', folder, is('speaking'))
    const heard = await window.text(at('heard'))
    if (!/go on/i.test(heard)) throw new Error(`it is shown: ${heard}`)
  })

  await stage.step('the sign turns the microphone off, and the story goes on', async () => {
    await window.click(at('microphone-off'))
    await until('the sign is gone', async () => !(await window.has(at('microphone'))))
    if (!(await is('speaking')())) throw new Error(`it is ${await phase()}`)
    await window.click(at('stop'))
    await window.find(at('library'))
  })
}
