// The few words of WebDriver (W3C, https://www.w3.org/TR/webdriver2/) that a window test needs, over fetch.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

export const KEYS = { escape: '\uE00C', enter: '\uE007', left: '\uE012', end: '\uE010', home: '\uE011', space: ' ' }

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

/** Asks again until `look` answers something; what it was waiting for goes into the error. */
export async function until(what, look, seconds = 20) {
  const end = Date.now() + seconds * 1000
  let last
  while (Date.now() < end) {
    try {
      const found = await look()
      if (found) return found
      last = undefined
    } catch (error) {
      if (error.message.startsWith('invalid session id')) throw new Error(`${what}: the window is gone`)
      last = error
    }
    await sleep(100)
  }
  throw new Error(`${what}: not within ${seconds} s${last ? ` (${last.message})` : ''}`)
}

/** The processes that `pid` started, where the system tells (Linux). */
function children(pid) {
  const list = `/proc/${pid}/task/${pid}/children`
  return existsSync(list) ? readFileSync(list, 'utf8').split(' ').filter(Boolean) : []
}

function runs(pid) {
  const stat = `/proc/${pid}/stat`
  return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'))
}

export class Window {
  /** Starts WebKitWebDriver and, through it, the app at `binary`. */
  static async open({ binary, args, env }) {
    const port = await freePort()
    const driver = spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: 'true', ...env },
    })
    const failed = once(driver, 'error').then(([error]) => {
      throw new Error(`WebKitWebDriver cannot be started: ${error.message}. Install webkit2gtk-driver.`)
    })
    const window = new Window(driver, `http://127.0.0.1:${port}`)
    try {
      await Promise.race([failed, until('WebKitWebDriver answers', () => window.ask('GET', '/status'))])
      const options = { binary, args }
      const session = await window.ask('POST', '/session', {
        capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
      })
      window.session = `/session/${session.sessionId}`
      await window.tell('POST', '/timeouts', { script: 60_000, pageLoad: 60_000 })
      return window
    } catch (error) {
      await window.close()
      throw error
    }
  }

  constructor(driver, base) {
    this.driver = driver
    this.base = base
  }

  async ask(method, path, body) {
    const response = await fetch(this.base + path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(90_000),
    })
    const { value } = await response.json()
    if (value?.error) throw new Error(`${value.error}: ${value.message}`)
    return value
  }

  /** A command of the session. */
  tell(method, path, body) {
    return this.ask(method, this.session + path, body)
  }

  go(url) {
    return this.tell('POST', '/url', { url })
  }

  reload() {
    return this.tell('POST', '/refresh', {})
  }

  resize(width, height) {
    return this.tell('POST', '/window/rect', { width, height })
  }

  run(script, ...args) {
    return this.tell('POST', '/execute/sync', { script, args })
  }

  /** Runs the body of an async function and waits for what it returns. */
  wait(body, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      (async (...given) => { ${body} })(...arguments).then((value) => done({ value }), (error) => done({ error: String(error) }))`
    return this.tell('POST', '/execute/async', { script, args }).then(({ value, error }) => {
      if (error) throw new Error(error)
      return value
    })
  }

  async find(css, seconds) {
    const found = await until(`${css} is there`, () => this.tell('POST', '/element', { using: 'css selector', value: css }), seconds)
    return found[ELEMENT]
  }

  /** Whether `css` is there now. */
  has(css) {
    return this.run('return document.querySelector(arguments[0]) !== null', css)
  }

  /** The text of `css` now; empty when it is not there. */
  text(css) {
    return this.run('return document.querySelector(arguments[0])?.textContent.trim() ?? ""', css)
  }

  async click(css) {
    const element = await this.find(css)
    await this.tell('POST', `/element/${element}/click`, {})
  }

  /** Types into what has the focus, key by key. */
  press(...keys) {
    const actions = keys.flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ])
    return this.tell('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] })
  }

  focus(css) {
    return this.run('document.querySelector(arguments[0]).focus()', css)
  }

  /** Waits until nothing that is seen fades any more and the last change is painted. What is folded away never ends. */
  settle() {
    return this.wait(`
      const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity && each.effect?.target?.checkVisibility())
      await Promise.allSettled(finite.map((each) => each.finished))
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
    `)
  }

  async picture() {
    await this.settle()
    return Buffer.from(await this.tell('GET', '/screenshot'), 'base64')
  }

  /** Ends the app, and comes back when it is gone: what it kept may be looked at then. */
  async close() {
    const apps = children(this.driver.pid)
    try {
      if (this.session) await this.ask('DELETE', this.session)
      await until('the app has ended', () => !apps.some(runs))
    } finally {
      this.driver.kill('SIGTERM')
    }
  }
}
