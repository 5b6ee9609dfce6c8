/**
 * Finds the end of an HTTP answer in what a socket gave, and its status, and looks at nothing else. Made for one
 * answer at a time: the next request leaves only when the last one was answered.
 */
export interface AnswerScanner {
  /** Takes bytes; answers the status once an answer is whole, 0 before. Keeps none of `bytes`. */
  take(bytes: Buffer): number
}

const endOfHead = Buffer.from('\r\n\r\n')

export function createAnswerScanner(): AnswerScanner {
  let earlier: Buffer | undefined

  return {
    take(bytes) {
      const seen = earlier ? Buffer.concat([earlier, bytes]) : bytes
      const headEnd = seen.indexOf(endOfHead)
      const isWhole = headEnd >= 0 && seen.length >= headEnd + 4 + contentLength(seen, headEnd)
      if (!isWhole) {
        earlier = Buffer.from(seen)
        return 0
      }
      earlier = undefined
      return (seen[9]! - 48) * 100 + (seen[10]! - 48) * 10 + (seen[11]! - 48) // HTTP/1.1 200 OK
    },
  }
}

const lengthForm = /\r\ncontent-length: *(\d+)/i

function contentLength(seen: Buffer, headEnd: number): number {
  const match = lengthForm.exec(seen.toString('latin1', 0, headEnd))
  if (!match) throw new Error('An answer has no Content-Length.')
  return Number(match[1])
}
