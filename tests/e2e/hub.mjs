// A hub on this machine that has a few small models, sends them slowly, and can be told to misbehave.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const COMMIT = '0123456789abcdef0123456789abcdef01234567'
const PIECE = 128 * 1024

/** A file of `bytes` bytes or a little more that is what it says: one tensor, and its header before it. */
function safetensors(bytes) {
  const numbers = Math.floor(bytes / 4)
  const header = Buffer.from(JSON.stringify({ weights: { dtype: 'F32', shape: [numbers], data_offsets: [0, numbers * 4] } }))
  const padded = Buffer.concat([header, Buffer.alloc((8 - (header.length % 8)) % 8, ' ')])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  const tensor = Buffer.alloc(numbers * 4)
  for (let at = 0; at < numbers; at++) tensor.writeFloatLE(Math.sin(at % 65_537), at * 4)
  return Buffer.concat([length, padded, tensor])
}

/** A file of the hub; `sent` counts the bytes of it that went out. */
function file(name, bytes) {
  const content = safetensors(bytes)
  return { name, content, hash: createHash('sha256').update(content).digest('hex'), sent: 0 }
}

export class Hub {
  /** A hub with a voice of 64 MB that needs one person of 2 MB to sound like, and two more that nobody fetches. */
  static async open() {
    const hub = new Hub()
    hub.server = createServer((request, response) => void hub.answer(request, response))
    hub.server.listen(0, '127.0.0.1')
    await once(hub.server, 'listening')
    return hub
  }

  constructor() {
    this.files = new Map([
      ['/harbour/voice/resolve/', file('voice.safetensors', 64_000_000)],
      ['/harbour/keeper/resolve/', file('keeper.safetensors', 2_000_000)],
    ])
    /** Bytes a second over all connections. */
    this.speed = 8_000_000
    this.gone = false
    /** Requests that came, of any kind. */
    this.requests = 0
    this.streams = new Set()
  }

  get address() {
    return `http://127.0.0.1:${this.server.address().port}`
  }

  get voice() {
    return this.files.get('/harbour/voice/resolve/')
  }

  get keeper() {
    return this.files.get('/harbour/keeper/resolve/')
  }

  /** The catalog that goes with it. */
  get catalog() {
    const model = ({ id, name, role, about, repository, licence, more = '', files }) => `
[[model]]
id = "${id}"
name = "${name}"
role = "${role}"
about = "${about}"
repository = "${repository}"
licence = "${licence}"
languages = ["en"]
memory = 200_000_000
rank = 10
${more}
files = [${files}]
`
    const listed = ({ name, content, hash }) => `{ name = "${name}", size = ${content.length}, sha256 = "${hash}" }`
    return `
[licence.free]
name = "CC0 1.0"
link = "https://creativecommons.org/publicdomain/zero/1.0/"
commercial = true

[licence.study]
name = "CC BY-NC 4.0"
link = "https://creativecommons.org/licenses/by-nc/4.0/"
commercial = false
${model({
  id: 'harbour-voice',
  name: 'The harbour voice',
  role: 'voice',
  about: 'Speaks as they do where the ferry leaves.',
  repository: 'harbour/voice',
  licence: 'free',
  more: 'needs = ["harbour-keeper"]',
  files: listed(this.voice),
})}${model({
      id: 'harbour-keeper',
      name: 'The keeper of the harbour',
      role: 'voice-prompt',
      about: 'A person that the harbour voice can sound like.',
      repository: 'harbour/keeper',
      licence: 'free',
      files: listed(this.keeper),
    })}${model({
      id: 'harbour-study',
      name: 'A voice for study',
      role: 'voice',
      about: 'Slow, exact, and for study alone.',
      repository: 'harbour/study',
      licence: 'study',
      more: 'gated = true',
      files: '{ name = "study.safetensors" }',
    })}`
  }

  /** Breaks every connection that is sending. */
  cut() {
    for (const stream of this.streams) stream.destroy()
  }

  async answer(request, response) {
    this.requests += 1
    const found = [...this.files].find(([begin]) => request.url.startsWith(begin))
    if (this.gone || !found) return response.writeHead(404, { 'x-error-code': 'EntryNotFound' }).end()
    const { content, hash } = found[1]
    const tag = `"${hash}"`
    const headers = { 'accept-ranges': 'bytes', etag: tag, 'x-repo-commit': COMMIT, 'x-linked-etag': tag, 'x-linked-size': content.length }
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
    const first = range ? Number(range[1]) : 0
    const end = range?.[2] ? Math.min(Number(range[2]) + 1, content.length) : content.length
    if (range) headers['content-range'] = `bytes ${first}-${end - 1}/${content.length}`
    response.writeHead(range ? 206 : 200, { ...headers, 'content-length': end - first })
    if (request.method === 'HEAD') return response.end()
    await this.send(response, found[1], first, end)
  }

  async send(response, file, first, end) {
    this.streams.add(response)
    for (let at = first; at < end && !response.destroyed; at += PIECE) {
      const piece = file.content.subarray(at, Math.min(at + PIECE, end))
      await new Promise((written) => response.write(piece, written))
      file.sent += piece.length
      await sleep((PIECE / this.speed) * this.streams.size * 1000)
    }
    this.streams.delete(response)
    response.end()
  }

  close() {
    this.cut()
    this.server.close()
  }
}
