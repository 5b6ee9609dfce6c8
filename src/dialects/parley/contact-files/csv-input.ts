import Type from 'typebox'
import { charsets, delimiters, readCsvFile } from '../../../domain/contacts/csv-file.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'

/** In base64 a file takes a third more. */
export const csvBodyLimit = 24 * 1024 * 1024
const mostBytes = 16 * 1024 * 1024

export const Delimiter = Type.Union(delimiters.map(each => Type.Literal(each)))

/** A file, as text or as bytes. */
export const csvInput = {
  csv: Type.Optional(Type.String({ description: 'The file as text.' })),
  file: Type.Optional(
    Type.String({ description: 'Instead of `csv`: its bytes in base64, whatever its character set.' }),
  ),
  charset: Type.Optional(
    Type.Union(
      charsets.map(each => Type.Literal(each)),
      { description: 'Of `file`. Without it: it is found out. Latin-1 is `windows-1252`.' },
    ),
  ),
  delimiter: Type.Optional(Type.Union(Delimiter.anyOf, { description: 'Without it: it is found out.' })),
}

interface Given {
  readonly csv?: string
  readonly file?: string
  readonly charset?: (typeof charsets)[number]
  readonly delimiter?: (typeof delimiters)[number]
}

/** Throws `input-invalid`. */
export function readCsvInput({ csv, file, charset, delimiter }: Given) {
  if ((csv === undefined) === (file === undefined))
    throw inputInvalid([{ field: 'csv', message: 'must be given, or `file`, and not both' }])
  if (file !== undefined && !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(file))
    throw inputInvalid([{ field: 'file', message: 'must be base64' }])
  const bytes = csv === undefined ? Buffer.from(file!, 'base64') : Buffer.from(csv)
  if (bytes.length > mostBytes)
    throw inputInvalid([
      { field: csv === undefined ? 'file' : 'csv', message: 'must not be larger than 16 MiB' },
    ])
  return readCsvFile(bytes, csv === undefined ? { charset, delimiter } : { charset: 'utf-8', delimiter })
}
