/** Somebody else's server that webhooks lead to, on this machine. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Message {
  readonly id: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  readonly body: any
}

export interface Receiver {
  readonly url: string
  readonly messages: Message[]
  /** What it answers from now on. */
  status: number
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const messages: Message[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    try {
      for await (const chunk of request.setEncoding('utf8')) text += chunk
    } catch {
      return // who sent it was killed
    }
    messages.push({
      id: String(request.headers['svix-id']),
      headers: request.headers,
      text,
      body: JSON.parse(text),
    })
    response.writeHead(receiver.status).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    messages,
    status: 200,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}
