import { CsvError, parse } from 'csv-parse'
import { mostColumns, mostRowBytes } from './upload.ts'
import type { Cells } from './upload-kind.ts'

const sliceBytes = 65_536

export interface Row {
  readonly cells: Cells
  /** Where the next one begins, counted from where reading began. */
  readonly end: number
}

/** The bytes are no CSV (RFC 4180) from some place on. */
export class NotCsv extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'NotCsv'
  }
}

/**
 * Rows as they are read, also those before something that is no CSV: then it throws `NotCsv`. What is held in memory is
 * one row and what a slice of the bytes has. Empty lines count not; lines may end in any of the three ways.
 */
export async function* readRows(bytes: AsyncIterable<Buffer>): AsyncGenerator<Row> {
  const ready: Row[] = []
  const parser = parse({
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostRowBytes,
    on_record(cells: string[], { bytes: end }) {
      ready.push({ cells, end })
      return null
    },
  })
  parser.on('error', () => {}) // is told by what was written
  parser.resume()
  const give = (slice: Buffer | undefined) =>
    new Promise<Error | undefined>(done => {
      const tell = (error?: Error | null) => done(error ?? undefined)
      if (slice) parser.write(slice, tell)
      else parser.once('error', tell).end(() => tell())
    })
  for await (const slice of slicesOf(bytes)) {
    const error = await give(slice)
    for (const row of ready.splice(0)) {
      if (row.cells.length > mostColumns) throw new NotCsv(`A row has more than ${mostColumns} columns.`)
      yield row
    }
    if (error) throw error instanceof CsvError ? new NotCsv(toProblem(error)) : error
  }
}

/** And nothing, at the end. */
async function* slicesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer | undefined> {
  for await (const chunk of bytes)
    for (let at = 0; at < chunk.length; at += sliceBytes) yield chunk.subarray(at, at + sliceBytes)
  yield undefined
}

function toProblem({ code, lines }: CsvError): string {
  if (code === 'CSV_MAX_RECORD_SIZE') return `A row has more than ${mostRowBytes} characters.`
  return `The file is not CSV at line ${typeof lines === 'number' ? lines : '?'} from where reading began.`
}
