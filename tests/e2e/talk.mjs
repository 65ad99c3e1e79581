// A conversation in the window: with nobody to answer, in writing, and by voice through a microphone that nobody owns.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Partner } from './partner.mjs'
import { at } from './stage.mjs'
import { mute, understood } from './voice.mjs'
import { KEYS, until } from './webdriver.mjs'

const SIZES = [
  [1280, 800],
  [800, 600],
]

/** What is answered: long enough to be spoken over. */
const ANSWERS = [
  'The harbour is quiet tonight. The last boats came home at nine, and the gulls are asleep on the roof of the old customs house.',
  'It turns, as ever.',
]

/** @param {import('./stage.mjs').Stage} stage @param {string} folder that is thrown away afterwards */
export async function talk(stage, folder) {
  await nobody(stage)
  const vesper = join(dirname(stage.how.binary), 'vesper')
  if (!existsSync(vesper)) return console.log(`SKIPPED: the conversations; ${vesper} was not built, which says who answers`)
  const partner = await Partner.open(ANSWERS)
  const run = (...words) => execFileSync(vesper, words, { env: { ...process.env, ...stage.how.env }, stdio: ['ignore', 'ignore', 'inherit'] })
  run('models', 'servers', 'add', 'partner', partner.address, '--model', 'any')
  run('models', 'assign', 'talk', 'partner')
  try {
    await typed(stage, partner)
    const silent = mute()
    if (silent) console.log(`SKIPPED: a conversation by voice; ${silent}`)
    else await spoken(stage, partner, folder)
    await stage.window.click(at('to-library'))
  } finally {
    run('models', 'assign', 'talk', '--clear')
    partner.close()
  }
}

const type = async (window, words) => {
  await window.focus(at('type'))
  await window.press(...words, KEYS.enter)
}

const remarks = (window) => window.run(`return [...document.querySelectorAll(arguments[0])].map((each) => [each.dataset.who, each.querySelector('p').textContent.trim()])`, at('remark'))
const state = (window) => window.run('return document.querySelector(arguments[0])?.dataset.state ?? ""', at('talk-state'))
const hears = (window) => window.run('return document.querySelector(arguments[0])?.dataset.on === "true"', at('microphone'))

/** @param {import('./stage.mjs').Stage} stage */
async function nobody(stage) {
  const { window } = stage

  async function inBothSizes(view) {
    for (const [width, height] of SIZES) {
      await window.resize(width, height)
      await stage.fits(view)
      await stage.examine(`${view}-${width}`)
    }
  }

  await stage.step('the way to talk is one press, and no microphone is on before it', async () => {
    await window.click(at('to-talk'))
    await window.find(at('talk-begin'))
    if (await window.has(at('microphone'))) throw new Error('the sign of the microphone is shown')
    await inBothSizes('talk')
  })

  await stage.step('how to talk is chosen: by holding a key, with headphones', async () => {
    await window.click('.drawer > button')
    await window.find(`${at('drawer')} select`)
    await window.click(`${at('drawer')} input[name="listen"][value="true"]`)
    await inBothSizes('talk-how')
    await window.click(`${at('drawer')} input[name="listen"][value="false"]`)
    await window.click('.drawer > button')
  })

  await stage.step('a sentence that nobody can answer is kept, and it is said what to do', async () => {
    await type(window, 'Good evening.')
    await window.find(`${at('hitch')}[data-code="missing_model"]`)
    const [told, kept] = await window.run('return [document.querySelector(arguments[0]).textContent, document.querySelector(arguments[1]).value]', at('hitch'), at('type'))
    if (!told.includes('the chat model for talk') || !told.includes('vesper models get')) throw new Error(`it is said: ${told}`)
    if (kept !== 'Good evening.') throw new Error(`“${kept}” is left of what was typed`)
    if (await window.has(at('microphone'))) throw new Error('the sign of the microphone is shown')
    await inBothSizes('talk-nobody')
  })

  await stage.step('the press of a button leads to the models', async () => {
    await window.click(at('hitch-models'))
    await window.find(at('models'))
    await window.click(at('to-library'))
    await until('the library is shown', () => window.has(at('library')))
    await window.resize(1040, 780)
  })
}

/** @param {import('./stage.mjs').Stage} stage @param {Partner} partner */
async function typed(stage, partner) {
  const { window } = stage

  await stage.step('a typed sentence is answered aloud, with the microphone off, and shown as far as it is heard', async () => {
    await window.click(at('to-talk'))
    await type(window, 'How is the harbour?')
    await until('it answers', () => window.has(at('answering')), 60)
    if (await hears(window)) throw new Error('the microphone is on')
    await until('its second sentence is heard', async () => (await window.text(at('answering'))).includes('The last boats'), 60)
    for (const [width, height] of SIZES) {
      await window.resize(width, height)
      await stage.examine(`talk-answering-${width}`)
    }
  })

  await stage.step('it pauses and goes on by the press of a button', async () => {
    await window.click(at('talk-pause'))
    await until('it is paused', async () => (await state(window)) === 'holding')
    await stage.examine('talk-paused')
    await window.click(at('talk-pause'))
    await until('it speaks', async () => (await state(window)) === 'speaking')
  })

  await stage.step('another sentence cuts it off, and what was heard of it is remembered and marked', async () => {
    await type(window, 'And what of the lighthouse?')
    await until('the answer is cut', () => window.has(at('cut')))
    const heard = (await remarks(window))[1][1].replace(/\s*\(.*\)$/, '')
    if (!heard.startsWith('The harbour is quiet tonight.') || !heard.includes('…')) throw new Error(`of it was heard: ${heard}`)
    await until('it is asked', () => partner.asked.length === 2, 60)
    const told = partner.told
    if (told[0] !== 'How is the harbour?' || told[1] !== heard || told[2] !== 'And what of the lighthouse?') throw new Error(`it was told ${JSON.stringify(told)}, and shown was “${heard}”`)
    await until('all of it was heard', async () => (await remarks(window)).at(-1)?.[1] === ANSWERS[1], 60)
    await stage.examine('talk-cut')
  })

  await stage.step('leaving the view keeps it, and the sign in the bar ends it', async () => {
    await window.click(at('to-settings'))
    await window.find(`${at('settings')}`)
    await window.find(at('microphone'))
    await window.click(at('microphone-off'))
    await until('the sign is gone', async () => !(await window.has(at('microphone'))))
    await window.click(at('to-talk'))
    await window.find(at('talk-begin'))
  })
}

/** @param {import('./stage.mjs').Stage} stage @param {Partner} partner */
async function spoken(stage, partner, folder) {
  const { window } = stage
  await stage.step('the press of Talk turns the microphone on, and what is said into it is asked', async () => {
    const before = partner.asked.length
    await window.click(at('talk-begin'))
    await until('the microphone hears', () => hears(window), 30)
    await until('it listens', async () => (await state(window)) === 'listening')
    await understood('it is asked', 'Take the battery.', folder, () => partner.asked.length > before)
    if (!/battery/i.test(partner.told.at(-1))) throw new Error(`it was asked ${JSON.stringify(partner.told)}`)
    await until('it is shown what was said', async () => (await remarks(window)).some(([who, text]) => who === 'listener' && /battery/i.test(text)))
  })

  await stage.step('the answer comes, and the conversation is ended by the sign of the microphone', async () => {
    await until('it was answered', async () => (await remarks(window)).some(([who]) => who === 'vesper'), 60)
    await window.click(at('microphone-off'))
    await until('the sign is gone', async () => !(await window.has(at('microphone'))))
  })
}
