// How long a listener waits: from starting the window until it can be used, and from pressing play until a
// story sounds: its voice, for the settings leave its bed out. `APP=path/to/vesper-desktop RUNS=5 private-sound xvfb-run -a node start.mjs`
//
// The window counts as usable when the first entry of the library stands in it; the program's start is when
// the process that becomes it says so. A story sounds when the first sample that is louder than the tone of the room
// leaves the sound device, a PulseAudio null sink; it was pressed when the page says so. Nothing is subtracted: asking through
// WebDriver and recording take a few milliseconds that a listener does not wait for.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Window } from './webdriver.mjs'

const { APP, RUNS = '5' } = process.env
const RATE = 48_000
/** Longer than this, nobody waits. */
const PATIENCE = 60_000
/** No sound for so long is silence. */
const QUIET = 500
/** The room's tone stays below this share of full scale, and no voice does. */
const ROOM = 0.006

const ENTRY = '[data-testid="entry"]'
const PLAY = `${ENTRY}[data-kind="story"] .press`

/** A program that writes down when it starts and then becomes the app. */
function timed(folder) {
  const program = join(folder, 'start')
  const quote = (word) => `'${word.replaceAll("'", `'\\''`)}'`
  writeFileSync(program, `#!/bin/sh\ndate +%s%N > ${quote(join(folder, 'started'))}\nexec ${quote(resolve(APP))} "$@"\n`)
  chmodSync(program, 0o755)
  return program
}

const started = (folder) => Number(readFileSync(join(folder, 'started'), 'utf8')) / 1e6

/** Asks without a rest until `look` answers something; gives the time. */
async function when(what, look) {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    if (await look()) return Date.now()
  }
  throw new Error(`${what}: not within ${PATIENCE / 1000} s`)
}

/** Listens to what is played; `sounded` gives when the first sample arrived that is louder than a room. */
class Recording {
  static async begin() {
    const parec = spawn('parec', ['--raw', '--format=float32le', '--channels=1', `--rate=${RATE}`, '--latency-msec=5', '--device=spk.monitor'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const recording = new Recording(parec)
    parec.stdout.on('data', (bytes) => recording.take(bytes))
    const failed = once(parec, 'error').then(([error]) => {
      throw new Error(`parec cannot be started: ${error.message}. Install pulseaudio-utils.`)
    })
    await Promise.race([failed, once(parec.stdout, 'data')])
    return recording
  }

  first = null
  last = 0
  /** The beginning of a sample whose other bytes are still to come. */
  rest = Buffer.alloc(0)

  constructor(parec) {
    this.parec = parec
  }

  take(bytes) {
    const all = Buffer.concat([this.rest, bytes])
    const whole = all.length - (all.length % 4)
    this.rest = all.subarray(whole)
    for (let at = 0; at < whole; at += 4) {
      if (Math.abs(all.readFloatLE(at)) <= ROOM) continue
      this.last = Date.now()
      this.first ??= this.last
      break
    }
  }

  /** Waits until nothing has sounded for a while: a null sink still gives out what the run before left in it. */
  async quiet() {
    const begun = Date.now()
    while (Date.now() - Math.max(begun, this.last) < QUIET) {
      if (Date.now() - begun > PATIENCE) throw new Error('there is a sound before anything was played')
      await new Promise((next) => setTimeout(next, 10))
    }
    this.first = null
  }

  async sounded() {
    const end = Date.now() + PATIENCE
    while (this.first === null) {
      if (Date.now() > end) throw new Error(`nothing was heard within ${PATIENCE / 1000} s`)
      await new Promise((next) => setTimeout(next, 1))
    }
    return this.first
  }

  async end() {
    this.parec.kill('SIGTERM')
    if (this.parec.exitCode === null && this.parec.signalCode === null) await once(this.parec, 'exit')
  }
}

/** One fresh start, with nothing kept from before but that no bed shall sound: what is heard first is the voice. */
async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'vesper-start-'))
  const env = { VESPER_HOME: join(folder, 'vesper') }
  mkdirSync(env.VESPER_HOME)
  writeFileSync(join(env.VESPER_HOME, 'settings.json'), JSON.stringify({ beds: false }))
  for (const each of ['CONFIG', 'DATA', 'STATE', 'CACHE']) env[`XDG_${each}_HOME`] = join(folder, each.toLowerCase())
  let window
  let recording
  try {
    window = await Window.open({ binary: timed(folder), args: [], env })
    const usable = await when('the library is shown', () => window.has(ENTRY))
    recording = await Recording.begin()
    await window.run(`addEventListener('click', () => (window.pressed = Date.now()), { capture: true, once: true })`)
    await recording.quiet()
    await window.click(PLAY)
    const sounded = await recording.sounded()
    const pressed = await window.run('return window.pressed')
    return { interactive: usable - started(folder), sound: sounded - pressed }
  } finally {
    await recording?.end()
    await window?.close().catch((error) => console.error(`the window did not close: ${error.message}`))
    cleared(folder)
  }
}

/** WebKit's processes may outlive the window and still write their caches; that is no reason to fail. */
function cleared(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  } catch (error) {
    console.error(`left behind: ${folder} (${error.code})`)
  }
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

const runs = []
for (let left = Number(RUNS); left > 0; left--) runs.push(await run())
const [interactive, sound] = [runs.map((each) => Math.round(each.interactive)), runs.map((each) => Math.round(each.sound))]
console.log(
  JSON.stringify({
    bench: 'start',
    interactive_ms: median(interactive),
    first_sound_ms: median(sound),
    runs: runs.length,
    interactive_all_ms: interactive,
    first_sound_all_ms: sound,
  }),
)
