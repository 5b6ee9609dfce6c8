/** What the tenant has in the morning: schemas, contacts, templates, segments, and automations that run. */
import type { Api } from './api.ts'
import { automationsOf } from './automations.ts'
import { morning } from './history.ts'

export interface Plot {
  readonly contactIds: readonly string[]
  readonly automationIds: readonly string[]
  readonly segmentIds: readonly string[]
}

/** `receiverUrl` is what automations call: it answers `{"level": "gold"}` or another level, always the same. */
export async function setPlot(api: Api, contacts: number, receiverUrl: string): Promise<Plot> {
  const made = async (path: string, body: object): Promise<string> =>
    (await api.parley('POST', path, body)).body.id
  await api.parley('POST', '/clock', { move: 'freeze', at: morning.toISOString() })
  await made('/schemas', schema('day-review', { rating: { type: 'integer', ...segmentable } }))
  await made('/schemas', schema('day-visit', { page: { type: 'string', displayName: 'Page' } }))

  const contactIds: string[] = []
  for (let number = 0; number < contacts; number++)
    contactIds.push(
      await made('/contacts', {
        attributes: {
          email: emailOf(number),
          mobilePhone: `+4670${String(1_000_000 + number)}`,
          city: number % 3 === 0 ? 'Lund' : 'Oslo',
          firstName: `Number ${number}`,
        },
        preferences: { email: number % 2 === 0, sms: true },
      }),
    )

  const [sorry, news, text] = [
    await made('/templates', {
      name: 'Day: sorry',
      channel: 'email',
      isTransactional: true,
      subject: 'Your {{ interaction.marker }}',
      text: 'You gave {{ interaction.rating }} of 5.',
    }),
    await made('/templates', {
      name: 'Day: news',
      channel: 'email',
      isTransactional: false,
      subject: 'News for {{ contact.firstName }}',
      text: '{{ contact.city }} has news.',
    }),
    await made('/templates', {
      name: 'Day: text',
      channel: 'sms',
      isTransactional: true,
      text: 'Hello {{ contact.firstName }}',
    }),
  ]
  const list = await made('/segments', { name: 'day-list', kind: 'list' })
  const segmentIds = [list]
  for (const body of segments) segmentIds.push(await made('/segments', body))
  const often = segmentIds[1]!

  const automationIds: string[] = []
  const definitions = automationsOf({ sorry, news, text, list, often, receiverUrl })
  for (const [name, definition] of Object.entries(definitions)) {
    const id = await made('/automations', { name: `Day: ${name}`, definition })
    await api.parley('POST', `/automations/${id}/start`)
    automationIds.push(id)
  }
  return { contactIds, automationIds, segmentIds }
}

export const emailOf = (contact: number) => `day${contact}@example.com`

const segmentable = { displayName: 'Rating', addToSegmentation: true }

const schema = (id: string, properties: object) => ({
  id,
  displayName: id,
  jsonSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { marker: { type: 'string', displayName: 'Marker' }, ...properties },
  },
})

const lastHours = (amount: number) => ({ last: { amount, unit: 'hours' } })

/** The first is the one that an automation follows. */
const segments = [
  {
    name: 'day-often',
    kind: 'live',
    rule: { kind: 'interactions', within: lastHours(3), has: { count: { atLeast: 2 } } },
  },
  {
    name: 'day-sad',
    kind: 'live',
    rule: {
      kind: 'interactions',
      schema: 'day-review',
      within: lastHours(8),
      has: { average: { of: 'rating', atMost: 2.5 } },
    },
  },
  { name: 'day-buyers', kind: 'live', rule: { kind: 'purchases' } },
  {
    name: 'day-quiet',
    kind: 'live',
    rule: { kind: 'not', of: { kind: 'interactions', within: lastHours(5) } },
  },
  {
    name: 'day-lund',
    kind: 'live',
    rule: {
      kind: 'all',
      of: [
        { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' },
        { kind: 'preference', channel: 'email', accepts: true },
      ],
    },
  },
  {
    name: 'day-written-to',
    kind: 'live',
    rule: { kind: 'messages', what: 'sent', has: { count: { atLeast: 2 } } },
  },
  { name: 'day-daily', kind: 'refreshing', refresh: 'daily', rule: { kind: 'purchases' } },
]
