import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the automations of the day call: the same contact always has the same level. */
export async function startReceiver(): Promise<{ url: string; close(): void }> {
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      const level = /[0-7]$/.test(request.url ?? '') ? 'gold' : 'silver'
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ level }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
