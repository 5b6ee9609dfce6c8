import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server, serverUrl } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const count = 3000
/** On a server database others might live: what the dead one had claimed is free after two minutes. See the bench. */
const skip = serverUrl !== undefined

describe('A server killed while it sends a broadcast', { skip }, () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })
  })
  after(() => home.remove())

  // biome-ignore lint/suspicious/noExplicitAny: a test says by its assertions what it expects.
  async function api(method: string, path: string, body?: unknown): Promise<any> {
    const authorization = `Bearer ${server.demo.parley.apiKey}`
    const answer = await server.call(method, `/parley/v1${path}`, body, { authorization })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
    return answer.json()
  }

  async function all(path: string) {
    // biome-ignore lint/suspicious/noExplicitAny: see above.
    const items: any[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await api('GET', `${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      items.push(...page.items)
      cursor = page.nextCursor
    }
    return items
  }

  it('sends to everybody, and to nobody twice', async () => {
    const rows = Array.from({ length: count }, (_, n) => ({ email: `news${n}@example.com` }))
    const batchId = await server.ask('POST', '/api/v3/contacts/bulk', rows)
    const isMade = async () =>
      (await server.ask('GET', `/api/v3/contacts/bulk/status?batchId=${batchId}`)).status === 'Completed'
    await until('the contacts are made', isMade, 60_000)
    const contactIds = (await all('/contacts'))
      .filter(({ attributes }) => attributes.email.startsWith('news'))
      .map(({ id }) => id as string)
    equal(contactIds.length, count)

    const template = { name: 'News', channel: 'email', subject: 'News', text: 'Hello', isTransactional: true }
    const { id: templateId } = await api('POST', '/templates', template)
    const { id } = await api('POST', '/campaigns', { name: 'News', kind: 'broadcast', templateId })
    await api('POST', `/campaigns/${id}/recipients`, { contactIds })
    await api('POST', `/campaigns/${id}/start`, {})
    const sent = async () => (await api('GET', `/campaigns/${id}`)).figures.byState.sent ?? 0
    for (const share of [0, count / 3, (count * 2) / 3]) {
      await until('some are sent', async () => (await sent()) > share, 60_000)
      await server.stop('SIGKILL')
      server = await home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })
    }
    ok((await sent()) < count, 'the last kill came in the middle')
    await until(
      'the campaign is over',
      async () => (await api('GET', `/campaigns/${id}`)).state === 'done',
      60_000,
    )
    const recipients = (await all('/outbox')).map(({ contactId }) => contactId as string)
    deepEqual(recipients.toSorted(), contactIds.toSorted())
  })
})
