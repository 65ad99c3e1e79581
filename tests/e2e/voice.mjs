// Somebody who speaks into the private microphone: espeak-ng, in a voice that the recogniser for tests understands.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { until } from './webdriver.mjs'

const VOICE = 'en-gb-x-gbcwmd+m5'
/** What is played into it, the microphone `mic` hears. */
const SINK = 'micfeed'

/** Why nobody can speak here; empty where somebody can. */
export function mute() {
  if (!process.env.VESPER_TEST_PULSE) return 'this is not run by private-sound, which has a microphone of its own'
  for (const program of ['espeak-ng', 'paplay']) {
    try {
      execFileSync(program, ['--version'], { stdio: 'ignore' })
    } catch {
      return `${program} is not installed`
    }
  }
  return ''
}

/** Tries of one that the recogniser for tests mishears, which it does with one phrase in seven. */
const TRIES = 3
/** Seconds from the end of the words on. */
const PATIENCE = 12

/** Says `words` into the microphone, again where they were not understood, until `look` answers something. */
export async function understood(what, words, folder, look) {
  for (let tries = 1; ; tries++) {
    say(words, folder)
    try {
      return await until(what, look, PATIENCE)
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}

/** Comes back when they were said. */
function say(words, folder) {
  const file = join(folder, 'words.wav')
  execFileSync('espeak-ng', ['-v', VOICE, '-w', file, words])
  execFileSync('paplay', [`--device=${SINK}`, file])
}
