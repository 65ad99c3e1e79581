// What every part of the window's test stands on: the window, steps that are counted, pictures, and axe.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Window } from './webdriver.mjs'

const AXE = readFileSync(join(import.meta.dirname, '../../ui/node_modules/axe-core/axe.min.js'), 'utf8')
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

export const at = (id) => `[data-testid="${id}"]`

export class Stage {
  /** `open` says how a window is opened, for the first time and again; pictures go to the folder `out`. */
  constructor(open, out) {
    this.how = open
    this.out = out
    this.passed = 0
  }

  /** @type {Window} */
  window

  async open() {
    this.window = await Window.open(this.how)
  }

  /** Ends the program as a listener's power cut would, and starts it anew. */
  async reopen() {
    await this.window.close()
    await this.open()
  }

  async step(name, work) {
    const began = Date.now()
    await work()
    this.passed += 1
    console.log(`ok ${this.passed} - ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
  }

  async picture(name) {
    writeFileSync(join(this.out, `${name}.png`), await this.window.picture())
  }

  /** A picture and an axe run of what is shown, in both themes. */
  async examine(view) {
    const { window } = this
    if (!(await window.run('return "axe" in window'))) await window.run(`${AXE}; window.axe = axe`)
    const theme = await window.run('return document.documentElement.dataset.theme')
    for (const each of ['light', 'dark']) {
      await window.run('document.documentElement.dataset.theme = arguments[0]', each)
      await this.picture(`${view}-${each}`)
      const found = await window.wait(
        `const result = await window.axe.run(document, { runOnly: given[0], resultTypes: ['violations'] })
         return result.violations.flatMap((each) => each.nodes.map((node) => each.id + ': ' + node.html + ' ' + node.failureSummary))`,
        RULES,
      )
      if (found.length > 0) throw new Error(`axe on ${view}, ${each}:\n  ${found.join('\n  ')}`)
    }
    await window.run('document.documentElement.dataset.theme = arguments[0]', theme)
  }

  /** Fails where anything sticks out of the window to the right. */
  async fits(view) {
    await this.window.settle()
    const over = await this.window.run('return document.documentElement.scrollWidth - document.documentElement.clientWidth')
    if (over > 0) throw new Error(`${view} is ${over} pixels too wide`)
  }
}
