/**
 * The receiver, a process of its own: checks the signature of every message and that no id comes twice, and answers 200.
 * Tells its parent when it has as many as it was told to expect, and what was wrong with them.
 */
import { createHmac, createSecretKey } from 'node:crypto'
import { createServer } from 'node:http'
import { ownSettings, tellParent } from '../children/own-settings.ts'

export interface Tally {
  readonly type: 'tally'
  readonly received: number
  readonly distinct: number
  readonly wrong: number
}

const { port, secret } = ownSettings<{ port: number; secret: string }>()
const key = createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'))

let ids = new Set<string>()
let [received, wrong] = [0, 0]

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const { headers } = request
    const id = String(headers['webhook-id'])
    const hmac = createHmac('sha256', key).update(`${id}.${headers['webhook-timestamp']}.`)
    for (const chunk of chunks) hmac.update(chunk)
    received++
    ids.add(id)
    if (headers['webhook-signature'] !== `v1,${hmac.digest('base64')}`) wrong++
    response.end('ok')
  })
})
server.listen(port, '127.0.0.1', () => tellParent({ type: 'ready' }))

process.on('message', message => {
  if (message !== 'tally') return
  tellParent({ type: 'tally', received, distinct: ids.size, wrong } as Tally)
  ids = new Set()
  received = 0
  wrong = 0
})
