import type { Socket } from 'node:net'

const answers = new Map([
  [
    'HPE_HEADER_OVERFLOW',
    { status: '431 Request Header Fields Too Large', message: 'The head is too large.' },
  ],
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    { status: '408 Request Timeout', message: 'The request did not come in time.' },
  ],
])
const malformed = { status: '400 Bad Request', message: 'This is not an HTTP request.' }

/** Answers what is not HTTP, and so never became a request, in the form of all other refusals. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (!socket.writable) {
    socket.destroy()
    return
  }
  const { status, message } = answers.get(error.code ?? '') ?? malformed
  const body = JSON.stringify({ errorCode: 'BadRequest', message })
  const head = `content-type: application/json; charset=utf-8\r\ncontent-length: ${body.length}\r\nconnection: close`
  socket.end(`HTTP/1.1 ${status}\r\n${head}\r\n\r\n${body}`, () => socket.destroy())
}
