import type { IncomingMessage } from 'node:http'

const mostBytes = 32 * 1024 * 1024
const mostMs = 5000

/**
 * Reads what is left of a body and throws it away, within bounds. To a client that is still sending, an answer and the
 * end of the connection look like a broken one: it would never learn why it was refused.
 */
export function readToItsEnd(request: IncomingMessage): Promise<void> {
  if (request.readableEnded || request.destroyed) return Promise.resolve()
  return new Promise(resolve => {
    let bytes = 0
    const count = (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > mostBytes) stop()
    }
    const timer = setTimeout(stop, mostMs)
    function stop() {
      clearTimeout(timer)
      request.off('data', count).off('close', stop)
      resolve()
    }
    request.on('data', count).once('end', stop).once('close', stop)
  })
}
