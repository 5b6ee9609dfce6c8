import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { isPublicAddress, literalHost } from './address-guard.ts'
import { namesOf, type WebhookFace } from './face.ts'
import { readSigningSecret } from './signature.ts'

export interface NewWebhook {
  readonly dialect: string
  readonly url: string
  /** `json` or `xml`, as its dialect has it. Without it: JSON. */
  readonly format?: string
  readonly description?: string
  readonly eventTypes?: readonly string[]
  readonly schemaIds?: readonly string[]
  readonly contactTypes?: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  readonly concurrency?: number
  readonly perSecond?: number | null
  /** One that is known already, from another system. Without it: a new one. */
  readonly secret?: string
}

export const defaultConcurrency = 16
const mostConcurrency = 256
const mostPerSecond = 100_000
const mostNames = 100
const mostHeaders = 20
const mostHeaderCharacters = 4096

/** Set by ourselves, or about the connection. */
const ownHeaders =
  /^(host|content-.*|user-agent|connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*|svix-.*|webhook-.*)$/i

/** What is wrong with a webhook that is to be made. */
export function faultsOf(input: NewWebhook, face: WebhookFace | undefined, allowPrivate: boolean): Fault[] {
  const faults: Fault[] = []
  const add = (field: string, message: string | undefined) => message && faults.push({ field, message })
  add('dialect', face ? undefined : 'is not one that has webhooks')
  add('format', formatProblem(input.format, face) ?? xmlProblem(input, face))
  add('url', urlProblem(input.url, allowPrivate))
  add(
    'description',
    isText(input.description ?? '', 500) ? undefined : 'must be a text of at most 500 characters',
  )
  add('eventTypes', namesProblem(input.eventTypes) ?? unknownEvent(input.eventTypes ?? [], face))
  add('schemaIds', namesProblem(input.schemaIds))
  add('contactTypes', namesProblem(input.contactTypes))
  add('headers', headersProblem(Object.entries(input.headers ?? {})))
  add('concurrency', rangeProblem(input.concurrency, mostConcurrency))
  add('perSecond', rangeProblem(input.perSecond ?? undefined, mostPerSecond))
  add('secret', secretProblem(input.secret, face))
  return faults
}

function formatProblem(format = 'json', face: WebhookFace | undefined): string | undefined {
  const formats: readonly string[] = face?.formats ?? ['json']
  return formats.includes(format) ? undefined : `must be ${formats.join(' or ')}`
}

/** Whoever names an event that there is in JSON alone would wait for it in vain. */
function xmlProblem(
  { format, eventTypes = [] }: NewWebhook,
  face: WebhookFace | undefined,
): string | undefined {
  if (format !== 'xml' || !face) return undefined
  const jsonOnly = face.eventTypes.filter(({ isJsonOnly }) => isJsonOnly)
  const wanted = eventTypes.find(wish => jsonOnly.some(({ name, group }) => wish === name || wish === group))
  return wanted === undefined ? undefined : `must be json for ${wanted}`
}

function secretProblem(secret: string | undefined, face: WebhookFace | undefined): string | undefined {
  if (secret === undefined) return undefined
  if (face?.isSecret) return face.isSecret(secret) ? undefined : 'is not a secret of this dialect'
  return readSigningSecret(secret) ? undefined : 'must be whsec_ and 24 to 64 bytes in base64'
}

function urlProblem(text: string, allowPrivate: boolean): string | undefined {
  if (!isText(text, 2000) || !URL.canParse(text)) return 'must be an http or https address'
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must be an http or https address'
  if (url.username !== '' || url.password !== '')
    return 'must not have a user name or a password: use a header'
  const host = literalHost(url.hostname)
  if (!allowPrivate && host !== undefined && !isPublicAddress(host))
    return 'must not be on a private network (PARLEY_WEBHOOKS_PRIVATE=allow admits it)'
  return undefined
}

function namesProblem(names: readonly string[] = []): string | undefined {
  const isFine = names.length <= mostNames && names.every(name => name !== '' && isText(name, 200))
  return isFine ? undefined : `must be at most ${mostNames} names of 1 to 200 characters`
}

function unknownEvent(names: readonly string[], face: WebhookFace | undefined): string | undefined {
  const known = face ? namesOf(face) : names
  const unknown = names.find(name => !known.includes(name))
  return unknown === undefined ? undefined : `has ${unknown}; there are ${known.join(', ')}`
}

function headersProblem(headers: readonly (readonly [string, string])[]): string | undefined {
  const characters = headers.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (headers.length > mostHeaders || characters > mostHeaderCharacters)
    return `must be at most ${mostHeaders} of ${mostHeaderCharacters} characters together`
  const wrong = headers.find(
    ([name, value]) => !/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name) || !/^[\t\x20-\x7e]*$/.test(value),
  )
  if (wrong)
    return `has ${wrong[0].slice(0, 100)}, which cannot be sent: names are tokens, values printable ASCII`
  const own = headers.find(([name]) => ownHeaders.test(name))
  return own ? `has ${own[0]}, which is set by the server` : undefined
}

function rangeProblem(value: number | undefined, most: number): string | undefined {
  const isFine = value === undefined || (Number.isInteger(value) && value >= 1 && value <= most)
  return isFine ? undefined : `must be an integer from 1 to ${most}`
}

const isText = (text: string, longest: number) => text.length <= longest && isStorableText(text)
