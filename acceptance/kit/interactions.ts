import type { Server } from './server.ts'

export interface Interaction {
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Posts one of the demo's schema for its sample contact, or for another. */
export function postInteraction(server: Server, name: string, contactId = server.demo.sample.contactId) {
  const { schemaId } = server.demo.sample
  return server.call('POST', '/api/v3/interactions', { contactId, schemaId, payload: { name } })
}

/** The ids of all pages of a contact's interactions. */
export async function listIds(server: Server, contactId = server.demo.sample.contactId): Promise<string[]> {
  const ids: string[] = []
  let address = `/api/v3/interactions?${new URLSearchParams({ ...server.demo.sample, contactId })}`
  for (;;) {
    const answer = await server.call('GET', address)
    if (answer.status !== 200) throw new Error(`GET ${address} answered ${answer.status}`)
    const { items, links } = await answer.json()
    ids.push(...items.map((item: Interaction) => item.id))
    const next = links.find((link: { rel: string }) => link.rel === 'next')
    if (!next) return ids
    address = next.href
  }
}

export async function newContact(server: Server): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  const answer = await server.call('POST', '/api/v3/contacts', { email })
  return (await answer.json()).id
}
