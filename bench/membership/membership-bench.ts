import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { freePort } from '../children/free-port.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { readPositive } from '../intake/options.ts'
import { waitForQuiet } from '../intake/wait-for-quiet.ts'
import { createHistogram } from '../load/histogram.ts'
import { runLoad } from '../load/run-load.ts'
import { sampleRequest } from '../load/sample-request.ts'
import { makeSegments } from '../targets/listeners.ts'
import { type Demo, startParley, waitForParley } from '../targets/parley.ts'

const help = `npm run bench -- membership [--contacts 200] [--connections 4] [--database both]

How long after the answer to an interaction its contact is seen in a live segment, one of fifty that read such interactions:
at rest, and while others post over so many connections. Asked again and again through the API.
`
const owedMs = 100

interface Place {
  readonly port: number
  readonly demo: Demo
}

export async function runMembershipBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contacts: { type: 'string', default: '200' },
      connections: { type: 'string', default: '4' },
      database: { type: 'string', default: 'both' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const contacts = readPositive('contacts', values.contacts)
  const connections = readPositive('connections', values.connections)
  console.log(`${toText(describeMachine())}\n`)
  for (const kind of readKinds(values.database)) await measureKind(kind, contacts, connections)
  return 0
}

async function measureKind(kind: DatabaseKind, contacts: number, connections: number) {
  const folder = makeTemporaryFolder()
  const database = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  const port = await freePort()
  const settings = { port, dataFolder: join(folder.path, 'data'), databaseUrl: database?.url }
  const child = startParley(settings)
  try {
    const place = { port, demo: await waitForParley(child, settings) }
    await makeSegments(port, place.demo)
    const early = await makeContacts(place, contacts)
    const late = await makeContacts(place, contacts)
    await measure(place, await makeContacts(place, 20)) // until all is warm
    await waitForQuiet()
    console.log(`${kind.padEnd(8)} at rest: ${await measure(place, early)}`)

    const { voyado, sample } = place.demo
    const requestText = sampleRequest({ port, apiKey: voyado.apiKey, contactId: sample.contactId })
    let isOver = false
    const loading = runLoad({ port, requestText, connections, warmupSeconds: 1, seconds: 10 }, async () => {})
    const others = loading.then(({ load }) => {
      isOver = true
      return Math.round(load.requests / load.seconds)
    })
    const seen = await measure(place, late, () => !isOver)
    console.log(
      `${kind.padEnd(8)} while others post ${await others}/s over ${connections} connections: ${seen}`,
    )
  } finally {
    await child.stop()
    await database?.drop()
    await folder.remove()
  }
}

async function makeContacts(place: Place, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let number = 1; number <= count; number++) {
    const { id } = await call<{ id: string }>(place, '/parley/v1/contacts', {
      attributes: { email: `member.${crypto.randomUUID()}@example.com` },
    })
    ids.push(id)
  }
  return ids
}

/** One contact after another enters: times from the answer until it is seen. */
async function measure(place: Place, contactIds: readonly string[], goesOn = () => true): Promise<string> {
  const waits = createHistogram()
  for (const contactId of contactIds) {
    if (!goesOn()) break
    await call(place, '/api/v3/interactions', {
      contactId,
      schemaId: place.demo.sample.schemaId,
      payload: { name: 'Reused Item', price: 100 },
    })
    const answeredAt = performance.now()
    while (!(await isMember(place, contactId)));
    waits.add(Math.round((performance.now() - answeredAt) * 1000))
  }
  const [middle, late, longest] = [waits.percentile(0.5), waits.percentile(0.99), waits.longest()]
  const verdict = longest < owedMs ? 'met' : `NOT MET by ${late < owedMs ? 'the last hundredth' : 'more'}`
  const figures = `p50 ${middle.toFixed(1)}, p99 ${late.toFixed(1)}, longest ${longest.toFixed(1)} ms`
  return `${waits.count()} contacts, ${figures}; owed ${owedMs} ms: ${verdict}`
}

async function isMember(place: Place, contactId: string): Promise<boolean> {
  const { items } = await call<{ items: unknown[] }>(place, `/parley/v1/contacts/${contactId}/segments`)
  return items.length > 0
}

async function call<Answer>({ port, demo }: Place, path: string, body?: object): Promise<Answer> {
  const key = path.startsWith('/api/')
    ? { apikey: demo.voyado.apiKey, 'user-agent': 'ParleyBench/1.0' }
    : { authorization: `Bearer ${demo.parley.apiKey}` }
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
    headers: { ...key, ...(body && { 'content-type': 'application/json' }) },
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}
