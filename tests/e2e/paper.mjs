// A paper of one's own: a server on this machine with one feed.
import { once } from 'node:events'
import { createServer } from 'node:http'

const TITLE = 'The Harbour Paper'
const ITEMS = [
  ['The old crane turns again', 'The crane at the north quay turned for the first time in nine years on Monday. Forty people came to watch it lift one empty crate.'],
  ['A seal in the dry dock', 'A seal swam into the dry dock before the gates were closed. The dock workers opened them again and waited two hours.'],
]

export class Paper {
  static async open() {
    const paper = new Paper()
    paper.server = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/rss+xml' })
      response.end(feed())
    })
    paper.server.listen(0, '127.0.0.1')
    await once(paper.server, 'listening')
    return paper
  }

  get address() {
    return `http://127.0.0.1:${this.server.address().port}/feed.xml`
  }

  close() {
    this.server.close()
    this.server.closeAllConnections()
  }
}

function feed() {
  const now = new Date().toUTCString()
  const item = ([title, text], at) => `<item><title>${title}</title><link>https://example.org/${at}</link><pubDate>${now}</pubDate><description>${text}</description></item>`
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${TITLE}</title><link>https://example.org/</link><language>en</language>${ITEMS.map(item).join('')}</channel></rss>`
}
