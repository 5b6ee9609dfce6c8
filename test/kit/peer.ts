/** For tests: an HTTP server that stands for a provider, keeps what it gets and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after } from 'node:test'

export interface Posted {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly bytes: Buffer
  readonly text: string
}

export interface Peer {
  /** Without a slash at the end. */
  readonly url: string
  readonly posted: Posted[]
  answer(posted: Posted): { status: number; body?: string } | Promise<{ status: number; body?: string }>
}

export async function newPeer(answer: Peer['answer'] = () => ({ status: 200, body: '{}' })): Promise<Peer> {
  const posted: Posted[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const one = { path: request.url!, headers: request.headers, bytes, text: bytes.toString() }
    posted.push(one)
    const { status, body = '' } = await peer.answer(one)
    response.writeHead(status).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  const peer: Peer = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, posted, answer }
  return peer
}
