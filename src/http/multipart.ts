/**
 * Reads a body of the type multipart/form-data (RFC 7578) part by part, in the order in which the parts came. A file is
 * read as it comes: the next part waits until the one before has been dealt with, and so does the client.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import { bodyTooLarge, multipartMalformed } from './errors.ts'

export interface FilePart {
  readonly name: string
  readonly fileName: string
  readonly bytes: AsyncIterable<Buffer>
}

export interface PartHandlers {
  onText(name: string, text: string): Promise<void> | void
  /** Is to read all of the bytes or to throw. */
  onFile(part: FilePart): Promise<void>
}

export interface PartLimits {
  readonly texts: number
  /** Of one text. */
  readonly textBytes: number
  readonly files: number
}

/** Throws `multipart-malformed`, `body-too-large` for a text or for too many parts, or what a handler threw. */
export function readMultipart(
  source: Readable,
  headers: IncomingHttpHeaders,
  limits: PartLimits,
  handlers: PartHandlers,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const parser = openParser(headers, limits)
    if (!parser) return reject(multipartMalformed('the boundary is missing'))
    let isOver = false
    let work: Promise<void> = Promise.resolve()
    let file: Readable | undefined

    function fail(error: unknown) {
      if (isOver) return
      isOver = true
      source.unpipe(parser)
      source.resume() // what still comes is thrown away, so that the client gets to read the answer
      file?.destroy(error as Error)
      reject(error)
    }
    const next = (step: () => Promise<void> | void) => {
      work = work.then(() => (isOver ? undefined : step()))
      work.catch(fail)
    }

    parser.on('field', (name, text, isNameCut, isCut) => {
      if (isNameCut || isCut) return fail(bodyTooLarge(limits.textBytes))
      next(() => handlers.onText(name, text))
    })
    parser.on('file', (name, stream, fileName) => {
      file = stream
      stream.on('error', () => {}) // who reads it is told
      next(() =>
        handlers.onFile({ name, fileName: fileName ?? '', bytes: stream }).catch((error: Error) => {
          throw error === stream.errored ? multipartMalformed(error.message) : error
        }),
      )
    })
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      parser.on(limit, () => fail(multipartMalformed('it has too many parts')))
    parser.on('error', error => fail(multipartMalformed((error as Error).message)))
    parser.on('finish', () => {
      next(() => {
        isOver = true
        resolve()
      })
    })
    source.on('error', error => fail(multipartMalformed(error.message)))
    source.on('close', () => {
      if (!source.readableEnded) fail(multipartMalformed('it broke off'))
    })
    source.pipe(parser)
  })
}

function openParser(headers: IncomingHttpHeaders, { texts, textBytes, files }: PartLimits) {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: {
        fieldNameSize: 200,
        fieldSize: textBytes,
        fields: texts,
        files,
        parts: texts + files,
        fileSize: Number.POSITIVE_INFINITY,
        headerPairs: 20,
        headerSize: 8192,
      },
    })
  } catch {
    return undefined
  }
}
