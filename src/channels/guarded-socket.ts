/** Connections that reach public addresses only, unless private ones are allowed. */
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecure, type TLSSocket } from 'node:tls'
import {
  AddressRefused,
  guardedLookup,
  isPublicAddress,
  literalHost,
} from '../domain/webhooks/address-guard.ts'

export interface Place {
  readonly host: string
  readonly port: number
  /** Speaks TLS from the first byte. */
  readonly isSecure: boolean
}

/** Connects, or rejects when that fails, takes too long or is not allowed. */
export function connectGuarded(
  { host, port, isSecure }: Place,
  allowPrivate: boolean,
  timeoutMs: number,
): Promise<Socket | TLSSocket> {
  const literal = literalHost(host)
  if (!allowPrivate && literal !== undefined && !isPublicAddress(literal))
    return Promise.reject(new AddressRefused(host))
  const options = { host, port, ...(!allowPrivate && { lookup: guardedLookup() }) }
  return new Promise((resolve, reject) => {
    const socket = isSecure
      ? connectSecure({ ...options, ...(literal === undefined && { servername: host }) })
      : connectPlain(options)
    const timer = setTimeout(
      () => socket.destroy(new Error(`no connection within ${timeoutMs} ms`)),
      timeoutMs,
    )
    const fail = (error: Error) => {
      clearTimeout(timer)
      reject(error)
    }
    socket.once('error', fail)
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer)
      socket.off('error', fail)
      resolve(socket)
    })
  })
}

/** The public address of a host, for what connects by itself. Rejects when it has none. */
export function publicAddressOf(host: string): Promise<string> {
  const literal = literalHost(host)
  if (literal !== undefined)
    return isPublicAddress(literal) ? Promise.resolve(literal) : Promise.reject(new AddressRefused(host))
  return new Promise((resolve, reject) =>
    guardedLookup()(host, {}, (error, address) => (error ? reject(error) : resolve(address as string))),
  )
}
