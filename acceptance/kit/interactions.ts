import type { Server } from './server.ts'

export interface Interaction {
  readonly id: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** Posts one of the demo's schema for its sample contact, or for another, and answers its id. */
export async function postInteraction(
  server: Server,
  name: string,
  contactId = server.demo.sample.contactId,
): Promise<string> {
  const { schemaId } = server.demo.sample
  const body = { contactId, schemaId, payload: { name } }
  return (await server.ask('POST', '/api/v3/interactions', body)).id
}

/** The ids of all pages of a contact's interactions. */
export async function listIds(server: Server, contactId = server.demo.sample.contactId): Promise<string[]> {
  const ids: string[] = []
  let address = `/api/v3/interactions?${new URLSearchParams({ ...server.demo.sample, contactId })}`
  for (;;) {
    const { items, links } = await server.ask('GET', address)
    ids.push(...items.map((item: Interaction) => item.id))
    const next = links.find((link: { rel: string }) => link.rel === 'next')
    if (!next) return ids
    address = next.href
  }
}

export async function newContact(server: Server): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  return (await server.ask('POST', '/api/v3/contacts', { email })).id
}
