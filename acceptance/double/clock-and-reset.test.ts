import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listIds, newContact, postInteraction } from '../kit/interactions.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

describe('A tenant that is a double', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  async function parley(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await home.parley([...args, '--tenant', 'acme'])
    equal(code, 0, stderr)
    return stdout
  }
  async function createdAt(): Promise<string> {
    const contactId = await newContact(server)
    return (await server.ask('GET', `/api/v3/contacts/${contactId}`)).meta.createdDate
  }

  it('has its time stopped, set, moved on and let go', async () => {
    match(
      await parley('clock', 'freeze', '2030-01-31T12:00:00Z'),
      /^2030-01-31T12:00:00\.000Z +the clock stands still$/m,
    )
    equal(await createdAt(), '2030-01-31T12:00:00.000Z')
    await parley('clock', 'advance', '30d')
    equal(await createdAt(), '2030-03-02T12:00:00.000Z')
    await parley('clock', 'advance', 'P1M')
    await parley('clock', 'set', '2031-06-01')
    equal(await createdAt(), '2031-06-01T00:00:00.000Z')
    match(await parley('clock', 'resume'), /^2031-06-01T00:00:0\d\.\d{3}Z +the clock runs, \d+ d .+ ahead$/m)
    const later = await createdAt()
    ok(later > '2031-06-01T00:00:00.000Z' && later < '2031-06-01T00:05:00.000Z', later)
    match(await parley('clock', 'resume', '--real'), /the clock runs with the machine's$/m)
    ok(Math.abs(Date.parse(await createdAt()) - Date.now()) < 60_000)
    const shown = JSON.parse(await parley('clock', 'show', '--json'))
    deepEqual([shown.frozen, shown.offsetMs], [false, 0])
  })

  it('sees what falls due on the way within seconds, and not before', async () => {
    await parley('clock', 'freeze', '2030-05-05T10:00:00Z')
    const contactId = await newContact(server)
    const cart = { cartReference: 'cart-1', contactId, items: [{ sku: 'shoe', quantity: 1 }] }
    await server.ask('POST', '/api/v3/tracking/carts', cart)
    const state = async () =>
      (await server.ask('GET', `/api/v3/tracking/carts?contactId=${contactId}`))[0].state
    await parley('clock', 'advance', '29m')
    equal(await state(), 'filled')
    await parley('clock', 'advance', '2m')
    await until('the cart is abandoned', async () => (await state()) === 'abandoned')
    await parley('clock', 'resume', '--real')
  })

  it('lives to see the end of a version', async () => {
    await parley('clock', 'set', '2028-01-01T00:00:00Z')
    equal((await server.call('GET', '/api/v1/contacts/count')).status, 410)
    await parley('clock', 'resume', '--real')
    equal((await server.call('GET', '/api/v1/contacts/count')).status, 200)
  })

  it('keeps its clock through a restart', async () => {
    await parley('clock', 'freeze', '2030-01-01')
    await server.stop()
    server = await home.start()
    equal(await createdAt(), '2030-01-01T00:00:00.000Z')
    await parley('clock', 'resume', '--real')
  })

  it('is put back to a snapshot while the server runs, as often as one likes', async () => {
    const contacts: number = await server.ask('GET', '/api/v3/contacts/count')
    const ids = [await postInteraction(server, 'before'), ...(await listIds(server))]
    match(
      await parley('tenant', 'snapshot', '--name', 'before'),
      /^Took snapshot before: \d+ rows, \d+ blobs\.$/m,
    )
    for (let n = 0; n < 2; n++) {
      await newContact(server)
      await postInteraction(server, 'after')
      await server.call('DELETE', `/api/v3/contacts/${server.demo.sample.contactId}`)
      await parley('tenant', 'reset', '--to', 'before')
      equal(await server.ask('GET', '/api/v3/contacts/count'), contacts)
      deepEqual(new Set(await listIds(server)), new Set(ids))
      const [id] = ids
      const body = await server.ask('GET', `/api/v3/interactions/${id}/body`)
      equal(body.payload.name, 'before')
    }
    match(await parley('tenant', 'snapshots'), /^before +\S+Z \(0 min ago\), \d+ rows$/m)
  })

  it('is emptied, and takes what comes then; its key stays', async () => {
    await parley('tenant', 'reset')
    equal(await server.ask('GET', '/api/v3/contacts/count'), 0)
    deepEqual(await server.ask('GET', '/api/v3/interactionschemas'), [])
    await newContact(server)
    equal(await server.ask('GET', '/api/v3/contacts/count'), 1)
    await parley('tenant', 'reset', '--to', 'before')
    ok((await listIds(server)).length > 0)
  })

  it('gets triggers, which are called over the wire', async () => {
    await parley(
      'trigger',
      'create',
      'pwd-reset',
      '--name',
      'Password',
      '--field',
      'url:string:required,old:boolean',
    )
    match(await parley('trigger', 'list'), /^pwd-reset +Password +url:string:required, old:boolean$/m)
    const path = `/api/v3/automation/customTriggers/pwd-reset/triggerByContactId/${server.demo.sample.contactId}`
    equal((await server.call('POST', path, { url: 'https://x.example', old: 'true' })).status, 200)
    const refused = await server.call('POST', path, { old: 'perhaps' })
    equal(refused.status, 400)
    const { errorCode, validationErrors } = (await refused.json()) as {
      errorCode: string
      validationErrors: { field: string }[]
    }
    equal(errorCode, 'InvalidTriggerData')
    deepEqual(
      validationErrors.map(({ field }) => field),
      ['url', 'old'],
    )
  })

  it('has its commands explained, each in a page of its own', async () => {
    const commands = [
      ...['show', 'freeze', 'set', 'advance', 'resume'].map(verb => `clock ${verb}`),
      ...['add', 'list', 'remove', 'clear'].map(verb => `fault ${verb}`),
      ...['tenant snapshot', 'tenant snapshots', 'tenant reset', 'trigger create', 'trigger list'],
    ]
    const { stdout: overview } = await home.parley(['--help'])
    for (const command of commands) {
      ok(overview.includes(`\n  ${command}`), command)
      const { code, stdout } = await home.parley([...command.split(' '), '--help'])
      equal(code, 0)
      match(stdout, new RegExp(`\nUsage: parley ${command}`))
      match(stdout, /--tenant <slug> +Whose\./)
    }
  })

  it('refuses what makes no sense in one line', async () => {
    const wrong: [string[], number][] = [
      [['clock', 'advance', 'soon', '--tenant', 'acme'], 2],
      [['clock', 'advance', '-1d', '--tenant', 'acme'], 2],
      [['clock', 'set', '2030-02-30', '--tenant', 'acme'], 2],
      [['clock', 'set', '--tenant', 'acme'], 2],
      [['clock', 'show'], 2],
      [['clock', 'show', '--tenant', 'nobody'], 1],
      [['tenant', 'reset', '--tenant', 'acme', '--to', 'never'], 1],
      [['tenant', 'snapshot', '--tenant', 'acme'], 2],
      [['tenant', 'snapshot', '--tenant', 'acme', '--name', '../up'], 1],
      [['tenant', 'snapshot', '--tenant', 'acme', '--name', 'before'], 1],
      [['trigger', 'create', 'x', '--tenant', 'acme', '--field', 'a:money'], 2],
      [['trigger', 'create', 'a b', '--tenant', 'acme'], 1],
    ]
    for (const [args, exitCode] of wrong) {
      const { code, stdout, stderr } = await home.parley(args)
      deepEqual([code, stdout], [exitCode, ''], args.join(' '))
      match(stderr, /^parley: [^\n]+\n$/)
    }
  })
})
