import { type Agent, request } from 'node:http'
import type { Demo } from '../targets/parley.ts'
import type { Post } from './ledger.ts'
import type { CrashDialect } from './options.ts'
import type { Stage } from './stage.ts'

export interface Answer {
  readonly status: number
  readonly body: {
    readonly id?: string
    readonly errorCode?: string
    readonly message?: string
    /** The container of WebEngage. */
    readonly response?: { readonly message?: string; readonly status?: string }
  }
}

const patienceMs = 15_000

type Place = Pick<Stage, 'port' | 'demo' | 'followUps' | 'dialect'>

/** Posts one interaction, once. Nothing when the connection broke before the whole answer was here. */
export function post(agent: Agent, { port, demo, followUps, dialect }: Place, each: Post) {
  const { path, headers, body } = writers[dialect](demo, followUps.contactIds, each)
  const text = JSON.stringify(body)
  const common = {
    'user-agent': 'ParleyCrash/1.0',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  }
  const options = { agent, host: '127.0.0.1', port, method: 'POST', path, headers: { ...common, ...headers } }

  return new Promise<Answer | undefined>(resolve => {
    const lose = () => resolve(undefined)
    const sent = request(options, response => {
      let answer = ''
      response.setEncoding('utf8')
      response.on('data', part => {
        answer += part
      })
      response.on('error', lose)
      response.on('aborted', lose)
      response.on('end', () => resolve(readAnswer(response.statusCode ?? 0, answer)))
    })
    sent.setTimeout(patienceMs, () => sent.destroy(new Error('No answer.')))
    sent.on('error', lose)
    sent.end(text)
  })
}

interface Written {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: object
}

const payloadOf = ({ marker, isBroken }: Post) =>
  isBroken ? { price: 100, marker } : { price: 100, created: '2011-11-03T20:00:11', name: marker }

/** Which of so many contacts it is about. */
const turnOf = ({ marker }: Post, count: number) => Number(marker.split('-').at(-1)) % count

const writers: Readonly<
  Record<CrashDialect, (demo: Demo, contactIds: readonly string[], each: Post) => Written>
> = {
  voyado: ({ voyado, sample }, contactIds, each) => ({
    path: '/api/v3/interactions',
    headers: { apikey: voyado.apiKey, ...(each.isRepeated && { 'idempotency-key': each.marker }) },
    body: {
      contactId: contactIds[turnOf(each, contactIds.length)],
      schemaId: sample.schemaId,
      createdDate: '2026-05-23T11:13:42.074Z',
      payload: payloadOf(each),
    },
  }),
  webengage: ({ webengage, sample }, contactIds, each) => ({
    path: `/v1/accounts/${webengage.licenseCode}/events`,
    headers: {
      authorization: `Bearer ${webengage.apiKey}`,
      ...(each.isRepeated && { 'x-request-id': each.marker }),
    },
    body: {
      userId: `crash-${turnOf(each, contactIds.length)}`,
      eventName: sample.schemaId,
      eventTime: '2026-05-23T11:13:42+0000',
      eventData: payloadOf(each),
    },
  }),
}

function readAnswer(status: number, text: string): Answer {
  try {
    return { status, body: JSON.parse(text) }
  } catch {
    return { status, body: { message: text.slice(0, 100) } }
  }
}
