import type { Api } from './api.ts'
import type { Deed, Tick } from './history.ts'
import { emailOf, type Plot } from './plot.ts'
import { settle } from './settled.ts'

/** What happens to the processes at a tick, beside what contacts do. Resolves when all are there again. */
export type Disturb = (tick: number) => Promise<void>

/**
 * Lets a day go by. At each tick the clock is moved, what is due by then is done, then contacts do what they do, and
 * what follows from that is done before the next.
 */
export async function playDay(
  api: Api,
  plot: Plot,
  history: readonly Tick[],
  disturb: Disturb = async () => {},
): Promise<void> {
  for (const [number, { at, deeds }] of history.entries()) {
    const disturbed = disturb(number)
    await api.parley('POST', '/clock', { move: 'set', at: at.toISOString() })
    await settle(api, plot, at)
    await Promise.all(deeds.map((deed, n) => carryOut(api, plot, deed, `${number}-${n}`)))
    await disturbed
    await settle(api, plot, at)
  }
}

/** Once, however often it has to be asked for. `marker` names it. */
async function carryOut(api: Api, { contactIds }: Plot, deed: Deed, marker: string): Promise<unknown> {
  const key = `deed-${marker}`
  if (deed.kind === 'offer')
    return api.parley('POST', '/business-events', { id: key, name: 'offer', data: { price: deed.price } })
  const contactId = contactIds[deed.contact]!
  const record = (schemaId: string, payload: object) =>
    api.parley('POST', '/interactions', { contactId, schemaId, payload: { marker, ...payload } }, { key })
  const patch = (body: object) => api.parley('PATCH', `/contacts/${contactId}`, body)
  switch (deed.kind) {
    case 'review':
      return record('day-review', { rating: deed.rating })
    case 'visit':
      return record('day-visit', { page: `page ${deed.contact}` })
    case 'purchase':
      return api.voyado('POST', '/receipts', receiptOf(deed.contact, marker))
    case 'move':
      return patch({ attributes: { city: deed.city } })
    case 'mail':
      return patch({ preferences: { email: deed.accepts } })
    case 'erase':
      return api.parley('DELETE', `/contacts/${contactId}`, undefined, { alsoFine: [404] })
  }
}

const receiptOf = (contact: number, marker: string) => ({
  contact: { matchKey: emailOf(contact), matchKeyType: 'Email' },
  uniqueReceiptId: `day-${marker}`,
  receiptNumber: marker,
  createdDate: '2031-03-04T10:00:00Z',
  storeExternalId: 'day',
  currency: 'SEK',
  totalGrossPrice: 100,
  paymentMethods: [{ type: 'CARD', value: 100 }],
  items: [
    {
      type: 'PURCHASE',
      sku: 'sku-1',
      quantity: 1,
      grossPaidPrice: 100,
      taxAmount: 20,
      taxPercent: 25,
      articleNumber: 'a-1',
      articleName: 'Lamp',
    },
  ],
})
