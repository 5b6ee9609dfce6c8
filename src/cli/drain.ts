import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** A client that has not finished its request this long after the stop began is cut off. */
const patienceMs = 6000
const sweepMs = 50

/**
 * Lets a server close soon: the connections on which nothing is under way are closed, at once and again as answers go
 * out, and those of clients that do not finish are cut in the end. Call it before the server listens.
 */
export function drainable(server: Server): { close(closeServer: () => Promise<unknown>): Promise<void> } {
  const sockets = new Set<Socket>()
  server.on('connection', socket => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  function sweep() {
    server.closeIdleConnections()
    // Opened ahead of need, as browsers do: Node takes these for busy.
    for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy()
  }

  return {
    async close(closeServer) {
      const sweeper = setInterval(sweep, sweepMs)
      const cutOff = setTimeout(() => server.closeAllConnections(), patienceMs)
      await closeServer()
      clearInterval(sweeper)
      clearTimeout(cutOff)
    },
  }
}
