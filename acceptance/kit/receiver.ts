/** Somebody else's server that webhooks lead to, on this machine. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Message {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Receiver {
  readonly url: string
  /** All that came, in its order. */
  readonly received: Message[]
  /** What it answers from now on. */
  status: number
  /** And with what. */
  text: string
  /** How long it takes for that: time in which the sender can be interrupted. */
  pauseMs: number
  close(): Promise<void>
}

export async function startReceiver(pauseMs = 0): Promise<Receiver> {
  const received: Message[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    try {
      for await (const chunk of request.setEncoding('utf8')) body += chunk
    } catch {
      return // who sent it was killed
    }
    const { headers } = request
    received.push({ id: String(headers['webhook-id']), headers, body })
    setTimeout(() => response.writeHead(receiver.status).end(receiver.text), receiver.pauseMs)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received,
    status: 200,
    text: '',
    pauseMs,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
