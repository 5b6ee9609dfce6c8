/** The APIs as a caller sees them: how each takes its key, and what a first request is. */
import type { Answer } from '../../api/ask.ts'
import type { Tone } from '../../kit/StateBadge.tsx'

export type Version = Answer<'listApiVersions'>['items'][number]

export interface Api {
  readonly dialect: string
  readonly title: string
  readonly account: string | null
  readonly versions: readonly Version[]
  /** The one to begin with. */
  readonly newest: Version
}

/** By dialect, ours first. */
export function apisOf(versions: readonly Version[]): Api[] {
  const apis = [...Map.groupBy(versions, ({ dialect }) => dialect)].map(([dialect, own]) => {
    const newest = own.findLast(({ phase }) => phase !== 'limited' && phase !== 'end of life') ?? own.at(-1)!
    return { dialect, title: newest.title, account: newest.account, versions: own, newest }
  })
  return apis.sort((one, other) => Number(other.dialect === 'parley') - Number(one.dialect === 'parley'))
}

export const toneOf = (phase: string): Tone => {
  if (phase === 'end of life') return 'bad'
  if (phase === 'deprecated') return 'warning'
  return phase === 'limited' ? 'neutral' : 'good'
}

const bearer = 'Authorization: Bearer $KEY'
const json = 'Content-Type: application/json'
const system = 'User-Agent: MyShop/1.0'

/** How a key is sent. */
export const keyHeaderOf = (dialect: string): string => (dialect === 'voyado' ? 'apikey: $KEY' : bearer)

export interface Values {
  readonly contactId: string
  readonly schemaId: string
  readonly payload: unknown
}

/** Reads something, and then writes something, with what the company has. */
export function firstRequests({ dialect, newest, account }: Api, origin: string, values: Values) {
  const at = `${origin}${newest.path}`
  if (dialect === 'voyado')
    return [
      curl('GET', `${at}/contacts/count`, [keyHeaderOf(dialect), system]),
      curl('POST', `${at}/interactions`, [keyHeaderOf(dialect), system, json], {
        schemaId: values.schemaId,
        contactId: values.contactId,
        createdDate: new Date(Math.floor(Date.now() / 1000) * 1000).toISOString(),
        payload: values.payload,
      }),
    ]
  if (dialect === 'webengage')
    return [
      curl('POST', `${origin}/v1/accounts/${account}/users`, [bearer, json], {
        userId: 'first-user',
        email: 'first.user@example.com',
      }),
      curl('POST', `${origin}/v1/accounts/${account}/events`, [bearer, json], {
        userId: 'first-user',
        eventName: 'Looked around',
        eventData: { pages: 3 },
      }),
    ]
  return [
    curl('GET', `${at}/contacts?limit=1`, [bearer]),
    curl('POST', `${at}/interactions`, [bearer, json], values),
  ]
}

function curl(method: string, url: string, headers: readonly string[], body?: unknown): string {
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(url)}`,
    ...headers.map(header => `-H "${header}"`),
    ...(body === undefined ? [] : [`--data-raw ${quoted(JSON.stringify(body, null, 2))}`]),
  ]
  return parts.join(' \\\n  ')
}

/** Nothing within single quotes means anything to a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
