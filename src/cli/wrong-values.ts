/** Values that read well and turn out to be wrong when they are used: each is told with the name of its variable. */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { type Config, ConfigError, type VariableName } from '../config.ts'
import type { BlobStore } from '../storage/blobs/blob-store.ts'
import { openBlobs } from '../storage/blobs/open-blobs.ts'

/** Does something with the value of a variable; when that fails, says so in one line. */
export function using<T>(name: VariableName, sentence: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw wrongValue(name, sentence, error)
  }
}

export function wrongValue(name: VariableName, sentence: string, error: unknown): ConfigError {
  const reason = String((error as Error)?.message ?? error).split('\n', 1)[0]
  return new ConfigError(`${name} ${sentence}: ${reason}`, { cause: error })
}

/** Reads the certificate and its key as the server will, before anything is opened. */
export function checkTlsFiles({ tls }: Config): void {
  if (!tls) return
  const cert = using('PARLEY_TLS_CERT', 'cannot be read', () => readFileSync(tls.cert))
  const key = using('PARLEY_TLS_KEY', 'cannot be read', () => readFileSync(tls.key))
  using('PARLEY_TLS_CERT', 'is not a certificate in PEM form', () => createSecureContext({ cert }))
  using('PARLEY_TLS_KEY', 'is not the private key of PARLEY_TLS_CERT', () =>
    createSecureContext({ cert, key }),
  )
}

export function openConfiguredBlobs({ blobs }: Config): BlobStore {
  return using('PARLEY_BLOBS', 'cannot be used', () => openBlobs(blobs, process.env))
}

/** Why the server cannot listen. */
export function toListenError(error: unknown, { host, port }: Config): unknown {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE')
    return new ConfigError(`PARLEY_PORT ${port} is taken: another program listens on ${host}:${port}.`)
  if (code === 'EACCES') return new ConfigError(`PARLEY_PORT ${port} may not be used by this user.`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EINVAL')
    return new ConfigError(`PARLEY_HOST ${host} is not an address of this machine.`)
  return error
}
