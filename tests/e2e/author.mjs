// Somebody who writes stories: a partner that answers whatever form it is asked for.
import { Partner } from './partner.mjs'

/** Milliseconds that a plan is thought about: long enough to be seen. */
const THINKING = 2500

const wait = (milliseconds) => new Promise((next) => setTimeout(next, milliseconds))

const BIBLE = {
  title: 'The Bridge That Counts',
  place: 'A stone bridge over a wide river, at the edge of a town that sleeps early.',
  people: [
    { name: 'Odile', who: 'old woman', sound: 'rough', wants: 'to cross before the count ends' },
    { name: 'Pell', who: 'young man', sound: 'bright', wants: 'to know who taught it numbers' },
  ],
  secret: 'The bridge counts those who did not come back.',
  promise: 'A night walk over a bridge that keeps count of everybody.',
  arc: { begins: 'You hear it count.', worsens: 'It misses one.', turns: 'It asks you.', ends: 'It rests.' },
  chapter: 'The first stone',
  bed: 'rain',
}

/** A scene of about 130 words. */
function scene(number, last) {
  const who = ['narrator', 'Odile', 'narrator', 'Pell']
  const line = (at) => ({ who: who[at % 4], how: 'plain', text: `Stone ${at} of scene ${number} is wet, and the river under it says a number that nobody has heard before.` })
  const lines = Array.from({ length: 7 }, (_, at) => line(at))
  const summary = `In scene ${number} the bridge counts on and you listen.`
  if (last) return { lines, summary }
  return {
    lines,
    ways: [
      { text: `Walk on past lamp ${number}.`, chapter: `Beyond lamp ${number}`, bed: 'rain' },
      { text: `Climb down by rope ${number}.`, chapter: `Under arch ${number}`, bed: 'waves' },
    ],
    people: [],
    truths: [{ subject: 'fact', name: `lamp ${number}`, text: 'It burns green.', weight: 1 }],
    settled: [],
    summary,
  }
}

/** Opens an author; `title` is that of all its stories. */
export async function author() {
  let scenes = 0
  const write = async ({ response_format: format }) => {
    const fields = format?.json_schema?.schema?.properties ?? {}
    if ('lines' in fields) return JSON.stringify(scene(++scenes, !('ways' in fields)))
    if ('title' in fields) {
      await wait(THINKING)
      return JSON.stringify(BIBLE)
    }
    return 'Nothing comes to mind.'
  }
  return Object.assign(await Partner.open(write), { title: BIBLE.title })
}
