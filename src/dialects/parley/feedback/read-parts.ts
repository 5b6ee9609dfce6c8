import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { type KeptFile, knownEndings } from '../../../domain/attachments/attachment.ts'
import { discardFiles, keepFile } from '../../../domain/attachments/keep-file.ts'
import type { PartHandlers, PartLimits } from '../../../http/multipart.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { shown } from '../../../kernel/json-pointer.ts'
import type { BlobStore } from '../../../storage/blobs/blob-store.ts'
import type { Db } from '../../../storage/driver.ts'

const limits: PartLimits = { texts: 1, textBytes: 512 * 1024, files: 20 }
const fileRules = { endings: knownEndings, mostBytes: 25 * 1024 * 1024 }

export interface NamedFile {
  readonly name: string
  readonly file: KeptFile
}

interface Sender {
  readonly db: Db
  readonly blobs: BlobStore
  readonly caller: { readonly tenant: Tenant }
  parts(limits: PartLimits, handlers: PartHandlers): Promise<void>
}

/** Reads a part of JSON and the files after it, and does something with them. When that fails the files go again. */
export async function withParts<S extends TSchema, T>(
  { db, blobs, caller: { tenant }, parts }: Sender,
  name: string,
  shape: S,
  work: (value: Static<S>, files: readonly NamedFile[]) => Promise<T>,
): Promise<T> {
  const files: NamedFile[] = []
  let text: string | undefined
  try {
    await parts(limits, {
      onText(part, given) {
        if (part !== name)
          throw inputInvalid([{ field: shown(part), message: `is no part of this; ${name} is` }])
        text = given
        readJson(name, shape, given) // before any file is read
      },
      async onFile({ name: part, fileName, bytes }) {
        if (text === undefined) throw inputInvalid([{ field: name, message: 'must come before all files' }])
        files.push({ name: shown(part), file: await keepFile(db, blobs, tenant, fileName, bytes, fileRules) })
      },
    })
    if (text === undefined) throw inputInvalid([{ field: name, message: 'is required' }])
    return await work(readJson(name, shape, text), files)
  } catch (error) {
    await discardFiles(
      db,
      blobs,
      tenant,
      files.map(({ file }) => file),
    )
    throw error
  }
}

function readJson<S extends TSchema>(name: string, shape: S, text: string): Static<S> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw inputInvalid([{ field: name, message: 'must be JSON' }])
  }
  const [problem] = Value.Errors(shape, value)
  if (problem) throw inputInvalid([{ field: `${name}${problem.instancePath}`, message: problem.message }])
  return value as Static<S>
}
