import { connect } from 'node:net'
import { createAnswerScanner } from './answer-scanner.ts'

export interface Exchange {
  /** Called for each whole answer with the time since its request left. */
  onAnswer(status: number, microseconds: number): void
  /** Called once when the connection is gone, with a reason when we did not close it. */
  onEnd(problem: string | undefined): void
  /** Asked before each further request. */
  goesOn(): boolean
}

const readBufferLength = 4096

/** One connection that sends a request again as soon as it is answered. */
export function openConnection(port: number, nextRequest: () => Buffer, exchange: Exchange): void {
  const scanner = createAnswerScanner()
  let sentAt = 0
  let problem: string | undefined = 'closed by the server'

  function take(length: number, buffer: Uint8Array): boolean {
    const status = scanner.take(Buffer.from(buffer.buffer, buffer.byteOffset, length))
    if (status === 0) return true
    exchange.onAnswer(status, Math.round((performance.now() - sentAt) * 1000))
    send()
    return true
  }

  const socket = connect({
    port,
    host: '127.0.0.1',
    noDelay: true,
    onread: { buffer: Buffer.allocUnsafe(readBufferLength), callback: take },
  })
  socket.on('connect', send)
  socket.on('error', error => {
    problem = error.message
  })
  socket.on('close', () => exchange.onEnd(problem))

  function send() {
    if (!exchange.goesOn()) {
      problem = undefined
      socket.destroy()
      return
    }
    sentAt = performance.now()
    socket.write(nextRequest())
  }
}
