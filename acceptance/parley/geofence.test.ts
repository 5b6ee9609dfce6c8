import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const inside = { latitude: 52.3789, longitude: 4.9001 }
const outside = { latitude: 52.37, longitude: 4.88 }
const entry = {
  kind: 'geofence',
  when: 'enters',
  circles: [{ latitude: 52.3791, longitude: 4.9003, radius: 150 }],
}

describe('Automations by geofence, over the wire', async () => {
  const home = await newHome()
  let server = await home.start()
  after(() => home.remove())

  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  async function ask(method: string, path: string, body?: unknown): Promise<any> {
    const answer = await callAs(server, server.demo.parley.apiKey, method, `/parley/v1${path}`, body)
    ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`)
    return answer.json()
  }
  const tellUser = async (userId: string, location: object) => {
    const { licenseCode, apiKey } = server.demo.webengage
    const user = { userId, attributes: { location } }
    const answer = await callAs(server, apiKey, 'POST', `/v1/accounts/${licenseCode}/users`, user)
    equal(answer.status, 201, await answer.clone().text())
  }

  it('lets a contact enter once for each time it comes, whatever is killed meanwhile', async () => {
    const { id } = await ask('POST', '/automations', {
      name: 'At the station',
      definition: {
        entry,
        start: 'there',
        steps: {
          there: {
            kind: 'condition',
            test: { path: 'contact.location', inside: entry.circles },
            yes: 'greet',
          },
          greet: { kind: 'updateContact', attributes: { greeted: { increaseBy: 1 } } },
        },
      },
    })
    await ask('POST', `/automations/${id}/start`)
    const runs = async () => (await ask('GET', `/automations/${id}/runs`)).items
    const ended = (count: number) =>
      until(`${count} runs have ended`, async () => {
        const items = await runs()
        return items.length === count && items.every((run: { state: string }) => run.state === 'ended')
      })
    const attributes = { email: 'walker@example.com', location: outside }
    const { id: contactId } = await ask('POST', '/contacts', { attributes })
    await tellUser('walker', outside)
    const move = (location: object) => ask('PATCH', `/contacts/${contactId}`, { attributes: { location } })
    for (let round = 1; round <= 2; round++) {
      await move(inside)
      await tellUser('walker', inside)
      await server.stop('SIGKILL')
      server = await home.start()
      await ended(2 * round)
      await move(outside)
      await tellUser('walker', outside)
      await server.stop('SIGKILL')
      server = await home.start()
    }
    await move(inside)
    await tellUser('walker', inside)
    await ended(6)
    const perContact = Map.groupBy(await runs(), (run: { contactId: string }) => run.contactId)
    deepEqual(
      [...perContact.values()].map(own => own.length),
      [3, 3],
    )
    equal((await ask('GET', `/contacts/${contactId}`)).attributes.greeted, 3)
  })
})

const callAs = (server: Server, key: string, method: string, path: string, body?: unknown) =>
  server.call(method, path, body, { authorization: `Bearer ${key}` })
