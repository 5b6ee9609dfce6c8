import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A receiver of webhooks: accepts everything, slowly enough to be interrupted, and remembers the ids and bodies. */
export async function startReceiver(pauseMs: number) {
  const received: { id: string; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', part => {
      body += part
    })
    request.on('end', () => {
      received.push({ id: String(request.headers['webhook-id']), body })
      setTimeout(() => response.end(), pauseMs)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    received: received as readonly { readonly id: string; readonly body: string }[],
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
