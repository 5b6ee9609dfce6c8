import { once } from 'node:events'
import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'

/**
 * Sends bytes to a server over a real socket and answers all that comes back until it hangs up. For what `inject`
 * cannot send: missing headers that it adds, addresses that it mends, what is not HTTP at all.
 */
export async function sendRaw(app: FastifyInstance, bytes: string): Promise<string> {
  if (!app.server.listening) await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address() as { port: number }
  const socket = connect(address.port, '127.0.0.1')
  let answer = ''
  socket.on('data', data => {
    answer += data.toString('latin1')
  })
  socket.write(bytes, 'latin1')
  await once(socket, 'close')
  return answer
}

/** The bytes of a request after which the server hangs up. */
export function rawRequest(method: string, target: string, headers: readonly string[]): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...headers, '', ''].join(
    '\r\n',
  )
}
