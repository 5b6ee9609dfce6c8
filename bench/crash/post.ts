import { type Agent, request } from 'node:http'
import type { Demo } from '../targets/parley.ts'
import type { Post } from './ledger.ts'

export interface Answer {
  readonly status: number
  readonly body: { readonly id?: string; readonly errorCode?: string; readonly message?: string }
}

const patienceMs = 15_000

/** Posts one interaction, once. Nothing when the connection broke before the whole answer was here. */
export function post(
  agent: Agent,
  port: number,
  demo: Demo,
  contactIds: readonly string[],
  { marker, isBroken, isRepeated }: Post,
) {
  const body = JSON.stringify({
    contactId: contactIds[Number(marker.split('-').at(-1)) % contactIds.length],
    schemaId: demo.sample.schemaId,
    createdDate: '2026-05-23T11:13:42.074Z',
    payload: isBroken ? { price: 100, marker } : { price: 100, created: '2011-11-03T20:00:11', name: marker },
  })
  const headers = {
    apikey: demo.voyado.apiKey,
    'user-agent': 'ParleyCrash/1.0',
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(isRepeated && { 'idempotency-key': marker }),
  }
  const options = { agent, host: '127.0.0.1', port, method: 'POST', path: '/api/v3/interactions', headers }

  return new Promise<Answer | undefined>(resolve => {
    const lose = () => resolve(undefined)
    const sent = request(options, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', part => {
        text += part
      })
      response.on('error', lose)
      response.on('aborted', lose)
      response.on('end', () => resolve(readAnswer(response.statusCode ?? 0, text)))
    })
    sent.setTimeout(patienceMs, () => sent.destroy(new Error('No answer.')))
    sent.on('error', lose)
    sent.end(body)
  })
}

function readAnswer(status: number, text: string): Answer {
  try {
    return { status, body: JSON.parse(text) }
  } catch {
    return { status, body: { message: text.slice(0, 100) } }
  }
}
