// The line at home: what is not clear is asked, a story is written and told, a meditation is understood and led, the day
// says what it is told from.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { author } from './author.mjs'
import { Paper } from './paper.mjs'
import { at } from './stage.mjs'
import { KEYS, until } from './webdriver.mjs'

const SIZES = [
  [1280, 800],
  [800, 600],
]

/** Seconds that a scene may take to be told. */
const SCENE = 240

/** @param {import('./stage.mjs').Stage} stage */
export async function home(stage) {
  const room = new Room(stage)
  await stage.window.resize(1280, 800)
  await room.line()
  await room.nobody()
  await room.meditation()
  await room.day()
  const vesper = join(dirname(stage.how.binary), 'vesper')
  if (!existsSync(vesper)) return console.log(`SKIPPED: a story from a sentence; ${vesper} was not built, which says who writes`)
  const run = (...words) => execFileSync(vesper, words, { env: { ...process.env, ...stage.how.env }, stdio: ['ignore', 'ignore', 'inherit'] })
  const writer = await author()
  run('models', 'servers', 'add', 'author', writer.address, '--model', 'any')
  run('models', 'assign', 'story', 'author')
  try {
    await room.story(writer)
  } finally {
    run('models', 'assign', 'story', '--clear')
    writer.close()
  }
  await room.shelf(writer)
}

class Room {
  constructor(stage) {
    this.stage = stage
  }

  get window() {
    return this.stage.window
  }

  async inBothSizes(view) {
    for (const [width, height] of SIZES) {
      await this.window.resize(width, height)
      await this.stage.fits(view)
      await this.stage.examine(`${view}-${width}`)
    }
    await this.window.resize(1280, 800)
  }

  phase() {
    return this.window.run('return document.querySelector(\'[data-testid="player"]\')?.dataset.phase ?? ""')
  }

  current() {
    return this.window.text(`${at('current-line')} .text`)
  }

  /** Writes a wish into the empty line, and begins. */
  async wish(text) {
    await this.window.find(at('wish'))
    await this.window.focus(at('wish'))
    await this.window.press(KEYS.escape)
    await until('the line is empty', async () => (await this.window.run('return document.querySelector(arguments[0]).value', at('wish'))) === '')
    await this.window.press(...text, KEYS.enter)
  }

  async clear() {
    await this.window.focus(at('wish'))
    await this.window.press(KEYS.escape)
  }

  value(field) {
    return this.window.run('return document.querySelector(arguments[0])?.dataset.value ?? ""', at(`understood-${field}`))
  }

  /** Presses one of the ways in which a part of a meditation could be. */
  press(field, id) {
    return this.window.run('document.querySelector(arguments[0]).click()', `${at(`understood-${field}`)} input[value="${id}"]`)
  }

  async line() {
    const { stage, window } = this
    await stage.step('the line at home has the focus, and what works right now is said', async () => {
      await window.find(at('right-now'))
      await until('the focus is in the line', () => window.run('return document.activeElement?.dataset.testid === "wish"'))
      await this.inBothSizes('home')
    })

    await stage.step('what is not clear is asked, and Escape clears it', async () => {
      await this.wish('a lighthouse that is afraid of the dark')
      await window.find(at('ways'))
      const first = await window.run('return document.querySelector(arguments[0]).dataset.mode', `${at('ways')} button`)
      if (first !== 'story') throw new Error(`${first} is offered first`)
      await this.inBothSizes('home-ways')
      await this.clear()
      await until('it is cleared', async () => !(await window.has(at('ways'))))
    })

    await stage.step('where somebody is in danger, help is shown', async () => {
      await this.wish('I want to die')
      await window.find(`${at('hitch')}[data-code="denied"]`)
      await stage.examine('home-help')
      await this.clear()
    })
  }

  async nobody() {
    const { stage, window } = this
    await stage.step('a story that nobody can write is refused, and the one that comes nearest offered', async () => {
      await this.wish('a story about an orchard where clocks grow')
      await window.find(at('instead'), 30)
      await window.find(`${at('hitch')}[data-code="missing_model"]`)
      if (!(await window.text(`${at('instead')} button`)).includes('Orchard of Clocks')) throw new Error('another one is offered')
      await this.inBothSizes('home-instead')
      await this.clear()
      await until('it is cleared', async () => !(await window.has(at('instead'))))
    })
  }

  async meditation() {
    const { stage, window } = this
    await stage.step('a meditation is understood, and changed in one press', async () => {
      await this.wish('three minutes of calm, standing')
      await window.find(at('understood'))
      const shown = [await this.value('intent'), await this.value('minutes'), await this.value('posture')]
      if (shown.join() !== 'calm,3,standing') throw new Error(`understood: ${shown}`)
      await this.press('bed', 'fire')
      await until('the bed is a fire', async () => (await this.value('bed')) === 'fire')
      await this.inBothSizes('home-understood')
    })

    await stage.step('it is led, and what was understood stays in reach', async () => {
      await window.click(at('lead'))
      await until('a line is shown', () => this.current(), 90)
      await window.find(at('steering'))
      await stage.examine('meditation-led')
      await window.click('[aria-label="What I understood"]')
      await until('the drawer shows it', async () => (await this.value('bed')) === 'fire')
      await this.inBothSizes('meditation-understood')
      await window.click('[aria-label="What I understood"]')
    })

    await stage.step('five more minutes, stay here, slower and skip are buttons', async () => {
      await window.click(at('steer-longer'))
      await until('it lasts eight minutes', async () => (await window.text('.ground')).includes('8:00'), 30)
      for (const way of ['stay', 'slower', 'skip']) await window.click(at(`steer-${way}`))
      await until('it goes on', async () => (await this.phase()) === 'speaking')
      await window.click(at('stop'))
      await window.find(at('wish'))
    })
  }

  async day() {
    const { stage, window } = this
    await stage.step('without feeds the day says how to choose them', async () => {
      await this.wish('the news')
      await window.find(at('feedless'))
      await window.click(at('to-feeds'))
      await window.find(at('daily'))
      await this.inBothSizes('daily')
    })

    const paper = await Paper.open()
    try {
      await stage.step('a feed is added by its address, and the day is told from it', async () => {
        await window.focus(at('feed-address'))
        await window.press(...paper.address, KEYS.enter)
        await window.find(`${at('feeds')} li`)
        await window.click(at('tell-1'))
        await until('a line is shown', () => this.current(), 90)
        await until('a piece of the paper is told', async () => /crane|seal/i.test(await this.current()), 90)
        await window.click(at('day-save'))
        await until('what was heard is saved', async () => (await window.text(at('day-steering'))).includes('saved'))
        await stage.examine('day-told')
        await window.click(at('stop'))
        await window.find(at('wish'))
      })
    } finally {
      paper.close()
    }

    await stage.step('a feed is removed, and what is no address of one is refused', async () => {
      await window.click(at('to-daily'))
      await window.click(`${at('feeds')} li button`)
      await until('it is gone', async () => !(await window.has(`${at('feeds')} li`)))
      await window.focus(at('feed-address'))
      await window.press(...'no feed', KEYS.enter)
      await until('what is no address is refused', async () => (await window.text(at('feeds-told'))).includes('example.org/feed.xml'))
      await window.click(at('to-library'))
    })
  }

  async story(writer) {
    const { stage, window } = this
    await stage.step('a story begins from a sentence, and its planning is shown', async () => {
      await this.wish('a two minute story about a bridge that counts')
      await window.find(at('planned'))
      await this.inBothSizes('home-planned')
      await until('a line is shown', () => this.current(), 90)
      if (!(await window.text('.sky h1')).includes(writer.title)) throw new Error('it has another title')
    })

    await stage.step('at its choice, something that nobody offered is done', async () => {
      await window.find(at('choices'), SCENE)
      await window.find(at('own-words'))
      await this.inBothSizes('story-choice')
      await window.focus(at('own-words'))
      await window.press(...'sit down on the wall', KEYS.enter)
      await until('it goes on', async () => (await this.phase()) === 'speaking', 60)
    })

    await stage.step('it comes to its end', async () => {
      await window.find(at('ending'), SCENE)
      await this.inBothSizes('story-end')
      await window.click(`${at('ending')} .press`)
    })
  }

  async shelf(writer) {
    const { stage, window } = this
    const entry = `${at('entry')}[data-id^="own/"]`
    await stage.step('the story is on the shelf, and plays again without anybody who writes', async () => {
      await window.find(entry)
      if (!(await window.text(`${entry} h3`)).includes(writer.title)) throw new Error('another story is there')
      await window.click(`${entry} .press`)
      await until('a line is shown', () => this.current(), 90)
      await window.press(KEYS.escape)
      await window.find(at('wish'))
      await stage.examine('home-shelf')
    })
  }
}
