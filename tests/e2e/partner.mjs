// Somebody to talk with: a server on this machine that speaks as much of OpenAI's chat completions as Vesper asks for.
import { once } from 'node:events'
import { createServer } from 'node:http'

export class Partner {
  /**
   * Answers each question with the next of `answers`, a word at a time, and then with the last one; or with what the
   * function `answers` makes of the question.
   */
  static async open(answers) {
    const partner = new Partner(answers)
    partner.server = createServer((request, response) => void partner.answer(request, response))
    partner.server.listen(0, '127.0.0.1')
    await once(partner.server, 'listening')
    return partner
  }

  /** What came with each question: the messages, oldest first. */
  asked = []

  constructor(answers) {
    this.answers = answers
  }

  get address() {
    return `http://127.0.0.1:${this.server.address().port}`
  }

  /** The texts of all messages of the last question but the system's. */
  get told() {
    return (this.asked.at(-1) ?? []).filter((message) => message.role !== 'system').map((message) => message.content)
  }

  async answer(request, response) {
    const pieces = []
    for await (const piece of request) pieces.push(piece)
    const question = JSON.parse(Buffer.concat(pieces).toString() || '{}')
    const { messages } = question
    if (request.method !== 'POST' || !request.url.endsWith('/chat/completions') || !messages) {
      response.writeHead(404).end()
      return
    }
    const turn = this.asked.push(messages) - 1
    const { answers } = this
    const text = typeof answers === 'function' ? await answers(question) : answers[Math.min(turn, answers.length - 1)]
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const event = (delta, finish_reason = null) => response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason }] })}\n\n`)
    for (const word of text.split(/(?= )/)) event({ content: word })
    event({}, 'stop')
    response.end('data: [DONE]\n\n')
  }

  close() {
    this.server.close()
    this.server.closeAllConnections()
  }
}
