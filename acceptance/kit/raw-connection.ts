import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { until } from './until.ts'

/** A TCP connection on which a test says what it likes, and what came back on it. */
export interface RawConnection {
  readonly socket: Socket
  readonly received: () => string
  send(text: string): void
  /** Waits until the server has said something. */
  hear(text: string): Promise<void>
  /** Waits until the server has closed, and answers all that it said. */
  end(): Promise<string>
}

export async function openRaw(url: string): Promise<RawConnection> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  await once(socket, 'connect')
  let received = ''
  let isOver = false
  socket.setEncoding('utf8').on('data', text => {
    received += text
  })
  socket.on('error', () => {})
  socket.on('end', () => {
    isOver = true
    socket.end()
  })
  socket.on('close', () => {
    isOver = true
  })
  return {
    socket,
    received: () => received,
    send: text => void socket.write(text),
    hear: text => until(`the server says ${text}`, () => received.includes(text)),
    async end() {
      await until('the server closes the connection', () => isOver)
      return received
    },
  }
}
