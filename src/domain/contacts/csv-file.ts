/** A file of comma-separated values as people have them: of any of the usual delimiters and character sets. */

import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { inputInvalid } from '../../kernel/domain-error.ts'

/** Latin-1 is read as Windows has it, which only adds to it. */
export const charsets = ['utf-8', 'utf-16le', 'windows-1252'] as const
export type Charset = (typeof charsets)[number]

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

export interface CsvFile {
  readonly text: string
  readonly charset: Charset
  readonly delimiter: Delimiter
}

/** A record and the line of the file on which it ends, counting from 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

const mostColumns = 200
const mostRecordCharacters = 100_000
/** So much is parsed before others have their turn. */
const sliceLength = 64 * 1024

/** Decodes a file. What is not said of it is found out: UTF-8 when it is well-formed, and Windows-1252 else. */
export function readCsvFile(
  bytes: Uint8Array,
  given: { readonly charset?: Charset | undefined; readonly delimiter?: Delimiter | undefined } = {},
): CsvFile {
  const charset = given.charset ?? charsetOf(bytes)
  const text = new TextDecoder(charset).decode(bytes)
  return { text, charset, delimiter: given.delimiter ?? delimiterOf(text) }
}

function charsetOf(bytes: Uint8Array): Charset {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252'
}

/** The one that is most often in the first line, outside quotes. */
function delimiterOf(text: string): Delimiter {
  const line = firstLine(text.slice(0, mostRecordCharacters)).replaceAll(/"(?:[^"]|"")*"/g, '')
  const counts = delimiters.map(delimiter => line.split(delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))]!
}

/** A line end within quotes ends no line. */
function firstLine(text: string): string {
  let isQuoted = false
  for (let n = 0; n < text.length; n++) {
    if (text[n] === '"') isQuoted = !isQuoted
    else if (!isQuoted && (text[n] === '\n' || text[n] === '\r')) return text.slice(0, n)
  }
  return text
}

/**
 * Hands over the records one by one, the header first; stops when it is told so. Others have their turn in between.
 * Throws `input-invalid` for what is no CSV, or has too many columns or too long a record.
 */
export async function eachRecord(
  { text, delimiter }: CsvFile,
  take: (record: CsvRecord) => 'stop' | undefined,
): Promise<void> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: mostRecordCharacters,
  })
  const slices = Readable.from(slicesOf(text))
  try {
    const records: AsyncIterable<{ record: string[]; info: { lines: number } }> = slices.pipe(parser)
    for await (const { record, info } of records) {
      if (record.length > mostColumns) throw notCsv(`has more than ${mostColumns} columns`)
      if (take({ line: info.lines, cells: record }) === 'stop') return
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))
      throw notCsv(`is not CSV: ${error.message.slice(0, 200)}`)
    throw error
  } finally {
    slices.destroy()
  }
}

function* slicesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += sliceLength) yield text.slice(at, at + sliceLength)
}

const notCsv = (message: string) => inputInvalid([{ field: 'csv', message }])

/** A record as a line of a file. What a spreadsheet would take for a formula is kept from being one. */
export function toCsvLine(cells: readonly string[], delimiter: Delimiter): string {
  return `${cells.map(cell => quoted(cell, delimiter)).join(delimiter)}\r\n`
}

function quoted(cell: string, delimiter: Delimiter): string {
  const text = /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d[\d\s.,-]*$/.test(cell) ? `'${cell}` : cell
  return /["\r\n]/.test(text) || text.includes(delimiter) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text
}
