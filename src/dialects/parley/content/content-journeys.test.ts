import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { askAsPage, tokenOf } from '../../../../test/kit/content.ts'
import { eventually, until } from '../../../../test/kit/eventually.ts'
import { newParleyCompany, newParleyContact, type ParleyCompany } from '../../../../test/kit/parley.ts'
import { withWorkers } from '../../../../test/kit/workers.ts'

const app = await testApp()
withWorkers(app)

type Outcome = 'viewed' | 'clicked' | 'closed'
const ways = { opened: 'seen', clicked: 'went', dismissed: 'away' } as const

/** A journey that shows something and goes on by what the contact does with it: each way ends at a mark of its own. */
async function newJourney(channel: string, validFor: string) {
  const company = await newParleyCompany(app)
  const { get } = company
  await get('POST', '/clock', { move: 'freeze' })
  const payload = { placement: 'home', url: 'https://shop.example/', validFor }
  const template = { name: 'Sale', channel, subject: 'Sale', text: 'All hats', payload }
  const { id: templateId } = await get('POST', '/templates', template)
  const names = Object.keys(ways) as (keyof typeof ways)[]
  const waits = names.map(way => [
    `if-${way}`,
    {
      kind: 'waitForMessage',
      step: 'show',
      timeout: validFor,
      [way]: ways[way],
      ...(way === 'opened' && { timedOut: 'unseen' }),
    },
  ])
  const mark = (name: string) => [name, { kind: 'updateContact', attributes: { [name]: true } }] as const
  const definition = {
    entry: { kind: 'manual' },
    start: 'show',
    steps: {
      show: { kind: 'sendMessage', channel, templateId, next: 'fork' },
      fork: { kind: 'fork', branches: names.map(way => ({ next: `if-${way}` })) },
      ...Object.fromEntries([...waits, ...[...Object.values(ways), 'unseen'].map(mark)]),
    },
  }
  const { id: automationId } = await get('POST', '/automations', { name: 'Journey', definition })
  await get('POST', `/automations/${automationId}/start`)
  return { ...company, automationId }
}

async function enter({ get, automationId }: ParleyCompany & { automationId: string }, contactIds: string[]) {
  await get('POST', `/automations/${automationId}/runs`, { contactIds })
  await until(async () => {
    const { items } = await get('GET', `/automations/${automationId}/runs?limit=100`)
    const waiting = items.filter(({ reason }: { reason: string }) => reason === 'event')
    return waiting.length === contactIds.length * 3
  })
}

async function look(company: ParleyCompany, contactId: string, channel: string) {
  const token = await tokenOf(company, contactId)
  const items = await eventually(async () => {
    const { body } = await askAsPage(app, `/content?channel=${channel}`, token)
    return body.items.length > 0 ? body.items : undefined
  })
  const report = async (outcome: Outcome) => {
    const call = { method: 'POST', body: { outcome } } as const
    assert.equal((await askAsPage(app, `/content/${items[0].id}/reports`, token, call)).status, 204)
  }
  return { items, report }
}

const marksOf = async ({ get }: ParleyCompany, contactId: string) => {
  const { attributes } = await get('GET', `/contacts/${contactId}`)
  return [...Object.values(ways), 'unseen'].filter(name => attributes[name] === true)
}
const untilMarks = (company: ParleyCompany, contactId: string, marks: readonly string[]) =>
  until(async () => (await marksOf(company, contactId)).join() === marks.join())

for (const channel of ['onSite', 'inApp'])
  test(`a message ${channel} leads on by view, by click, by close, and if it was not seen`, async () => {
    const company = await newJourney(channel, 'P3D')
    const contacts = [
      await newParleyContact(company),
      await newParleyContact(company),
      await newParleyContact(company),
      await newParleyContact(company),
    ]
    const [clicker, closer, viewer, absent] = contacts as [string, string, string, string]
    await enter(company, contacts)
    for (const [contactId, outcomes] of [
      [clicker, ['viewed', 'clicked']],
      [closer, ['viewed', 'closed']],
      [viewer, ['viewed']],
    ] as const) {
      const { report } = await look(company, contactId, channel)
      for (const outcome of outcomes) await report(outcome)
    }
    await untilMarks(company, clicker, ['seen', 'went'])
    await untilMarks(company, closer, ['seen', 'away'])
    await untilMarks(company, viewer, ['seen'])
    assert.deepEqual(await marksOf(company, absent), [])
    await company.get('POST', '/clock', { move: 'advance', by: 'P3D' })
    await untilMarks(company, absent, ['unseen'])
    await until(async () => {
      const { items } = await company.get('GET', `/automations/${company.automationId}/runs?limit=100`)
      return items.every(({ state }: { state: string }) => state === 'ended')
    })
    assert.deepEqual(await marksOf(company, viewer), ['seen'])
    const token = await tokenOf(company, absent)
    assert.deepEqual((await askAsPage(app, `/content?channel=${channel}`, token)).body.items, [])
  })

test('what stands in a place of a page leads on by view and by click, until it is no longer valid', async () => {
  const company = await newJourney('inline', 'P2M')
  const contacts = [await newParleyContact(company), await newParleyContact(company)]
  const [reader, absent] = contacts as [string, string]
  await enter(company, contacts)
  await company.get('POST', '/clock', { move: 'advance', by: '40d' })
  const { items, report } = await look(company, reader, 'inline')
  assert.equal(items[0].placement, 'home')
  await report('viewed')
  await untilMarks(company, reader, ['seen'])
  await report('clicked')
  await untilMarks(company, reader, ['seen', 'went'])
  assert.equal((await look(company, reader, 'inline')).items.length, 1)
  await company.get('POST', '/clock', { move: 'advance', by: '30d' })
  await untilMarks(company, absent, ['unseen'])
  const token = await tokenOf(company, reader)
  assert.deepEqual((await askAsPage(app, '/content?channel=inline', token)).body.items, [])
})

test('who came lately can be reached, unless they refused, and a journey can ask for it', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  await get('POST', '/clock', { move: 'freeze' })
  const definition = {
    entry: { kind: 'manual' },
    frequency: { limit: 'everyTime' },
    start: 'ask',
    steps: {
      ask: { kind: 'condition', test: { reachable: 'onSite' }, yes: 'there', no: 'away' },
      there: { kind: 'exit', reason: 'there' },
      away: { kind: 'exit', reason: 'away' },
    },
  }
  const { id } = await get('POST', '/automations', { name: 'a', definition })
  await get('POST', `/automations/${id}/start`)
  const rule = { kind: 'reachable', channels: ['onSite'] }
  const segment = await get('POST', '/segments', { name: 'Comes', kind: 'live', rule })
  const contactId = await newParleyContact(company)
  const token = await tokenOf(company, contactId)
  let runs = 0
  async function isReached(isExpected: boolean) {
    await get('POST', `/automations/${id}/runs`, { contactIds: [contactId] })
    const [last] = await eventually(async () => {
      const { items } = await get('GET', `/automations/${id}/runs?limit=100`)
      return items.length > runs && items[0].state === 'ended' ? items : undefined
    })
    runs++
    const { history } = await get('GET', `/runs/${last.id}`)
    assert.equal(history.at(-1).step, isExpected ? 'there' : 'away')
    await until(async () => {
      const { items } = await get('GET', `/segments/${segment.id}/members`)
      return (
        items.some(
          (each: { id?: string; contactId?: string }) => (each.contactId ?? each.id) === contactId,
        ) === isExpected
      )
    })
  }
  const visits = async () =>
    (await get('GET', `/contacts/${contactId}/timeline?types=content.visited`)).items.length

  await isReached(false)
  await askAsPage(app, '/content?channel=inApp', token)
  await isReached(false)
  await askAsPage(app, '/content?channel=inline', token)
  await isReached(true)
  await get('POST', '/clock', { move: 'advance', by: '29d' })
  await isReached(true)
  await askAsPage(app, '/content?channel=onSite', token)
  await askAsPage(app, '/content?channel=onSite', token)
  assert.equal(await visits(), 3)
  await get('POST', '/clock', { move: 'advance', by: '29d' })
  await isReached(true)
  await get('POST', '/clock', { move: 'advance', by: '2d' })
  await isReached(false)
  await askAsPage(app, '/content?channel=onSite', token)
  await isReached(true)
  assert.equal(await visits(), 4)
  await get('PATCH', `/contacts/${contactId}`, { preferences: { onSite: false } })
  await isReached(false)
})
