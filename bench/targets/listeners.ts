import type { Demo } from './parley.ts'

const [segments, matching, others] = [50, 20, 80]

/**
 * Makes live segments that all look at the interactions that are posted, and automations of which some are entered by
 * them; the others listen to another schema. A contact that is on its way does not enter again, as by default.
 */
export async function addListeners(port: number, demo: Demo): Promise<void> {
  await makeSegments(port, demo)
  const { schemaId } = demo.sample
  for (let number = 1; number <= matching + others; number++) {
    const entry =
      number <= matching
        ? { kind: 'interaction', schemaId, where: { path: 'price', is: 'atLeast', value: number } }
        : { kind: 'interaction', schemaId: 'wishlist-item' }
    const definition = { entry, start: 'wait', steps: { wait: { kind: 'wait', for: 'P30D' } } }
    const { id } = await post(port, demo, '/automations', { name: `bench ${number}`, definition })
    await post(port, demo, `/automations/${id}/start`)
  }
}

/** The first has whoever has one interaction of the last 30 days, the next whoever has two, and so on. */
export async function makeSegments(port: number, demo: Demo): Promise<void> {
  const within = { last: { amount: 30, unit: 'days' } }
  const { schemaId: schema } = demo.sample
  for (let number = 1; number <= segments; number++)
    await post(port, demo, '/segments', {
      name: `bench ${number}`,
      kind: 'live',
      rule: { kind: 'interactions', schema, within, has: { count: { atLeast: number } } },
    })
}

async function post(port: number, { parley }: Demo, path: string, body?: object): Promise<{ id: string }> {
  const answer = await fetch(`http://127.0.0.1:${port}/parley/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${parley.apiKey}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as { id: string }
}
