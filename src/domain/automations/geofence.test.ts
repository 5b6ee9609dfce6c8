import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { endOf, enter, exit, newStage, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { mergeContacts } from '../contacts/merge-contacts.ts'
import { updateContact } from '../contacts/update-contact.ts'
import { automationConsumers } from './consumers.ts'
import type { Match } from './definition.ts'
import { createDefinitionCache } from './definition-cache.ts'
import { dryRun } from './dry-run.ts'
import { matches } from './fact.ts'
import { whyContact } from './why.ts'

const { db, close } = await testDatabase()
after(close)

/** A degree of latitude is 111 195 m on the sphere, so that 0.01 is 1 112 m. */
const shop = { latitude: 52.37, longitude: 4.9, radius: 500 }
const station = { latitude: 52.376, longitude: 4.9, radius: 500 } // 667 m to the north: they overlap
const inShop = { latitude: 52.37, longitude: 4.901 }
const inBoth = { latitude: 52.373, longitude: 4.9 }
const inStation = { latitude: 52.379, longitude: 4.9 }
const away = { latitude: 52.5, longitude: 4.9 }
const entry = { kind: 'geofence', when: 'enters', circles: [shop, station] }
const everyTime = { frequency: { limit: 'everyTime', whileRunning: true } }
const end = { end: exit('end') }

async function move(stage: Stage, contactId: string, location: unknown, name = 'location') {
  const at = await stage.now()
  const attributes = Object.fromEntries([[name, location]])
  await transact(db, tx => updateContact(tx, stage.tenant, contactId, { attributes }, at))
}
/** Of the fact that an entry is about, in the order of the runs. */
const entered = async (stage: Stage) => (await stage.runs()).map(run => (run.entry.data as Data).now)
type Data = Readonly<Record<string, unknown>>

test('what a fact tells decides whether an area was entered or left', () => {
  const crosses = (when: string, was: unknown, now: unknown, more: Partial<Match> = {}) =>
    matches({ ...entry, ...more, when } as Match, {
      ...{ id: 'f', seq: 1, schemaId: null, contactId: 'c', at: new Date() },
      type: 'contact.updated',
      data: { attributes: ['location'], was: { location: was }, now: { location: now } },
    })
  const cases: [unknown, unknown, 'enters' | 'exits' | undefined][] = [
    [away, inShop, 'enters'],
    [undefined, inShop, 'enters'],
    ['at home', inShop, 'enters'],
    [{ latitude: 91, longitude: 0 }, inShop, 'enters'],
    [inShop, away, 'exits'],
    [inShop, null, 'exits'],
    [inShop, '', 'exits'],
    [inShop, { latitude: '?', longitude: 4.9 }, 'exits'],
    [inShop, inShop, undefined],
    [inShop, inBoth, undefined],
    [inShop, inStation, undefined],
    [away, undefined, undefined],
    [away, { latitude: 10, longitude: 10 }, undefined],
    [away, { latitude: '52.37', longitude: '4.9' }, 'enters'],
    [away, { ...inShop, note: 'x'.repeat(1000) }, undefined],
  ]
  for (const [was, now, expected] of cases) {
    assert.equal(crosses('enters', was, now), expected === 'enters', JSON.stringify([was, now]))
    assert.equal(crosses('exits', was, now), expected === 'exits', JSON.stringify([was, now]))
  }
  assert.equal(crosses('enters', inShop, inStation, { circles: [station] }), true)
  assert.equal(crosses('enters', away, inShop, { attribute: 'other' }), false)
  assert.equal(crosses('enters', away, inShop, { where: { path: 'now.location', inside: [station] } }), false)
  assert.equal(crosses('enters', away, inBoth, { where: { path: 'now.location', inside: [station] } }), true)
})

test('who comes into an area enters once, and again when it left and comes back', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const automations = [
    await stage.automation({ entry, start: 'end', steps: end }),
    await stage.automation({ entry: { ...entry, when: 'exits' }, start: 'end', steps: end }),
  ]
  const counts = async (...places: unknown[]) => {
    for (const each of places) await move(stage, contactId, each)
    await stage.settle()
    const runs = await stage.runs()
    return automations.map(({ id }) => runs.filter(run => run.automation_id === id).length)
  }
  assert.deepEqual(await counts(away), [0, 0])
  assert.deepEqual(await counts(inShop), [1, 0])
  assert.deepEqual(await counts(inBoth, inStation, inShop), [1, 0])
  assert.deepEqual(await counts(away), [1, 1])
  assert.deepEqual(await counts(inStation), [2, 1])
  assert.deepEqual(await counts(null), [2, 2])
})

test('who is inside and goes on its way does not enter again until the way ends', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  await stage.automation({ entry, start: 'wait', steps: { wait: { kind: 'wait', for: 'P1D' } } })
  for (const each of [inShop, away, inShop]) await move(stage, contactId, each)
  await stage.settle()
  assert.equal((await stage.runs()).length, 1)
  assert.deepEqual(
    (await stage.refusals()).map(({ reason }) => reason),
    ['running already'],
  )
  await stage.pass('2 days')
  for (const each of [away, inShop]) await move(stage, contactId, each)
  await stage.settle()
  assert.equal((await stage.runs()).length, 2)
})

test('a contact that is made inside enters, under another attribute when that is named', async () => {
  const stage = await newStage(db)
  await stage.automation({ entry, start: 'end', steps: end })
  await stage.automation({ entry: { ...entry, attribute: 'last seen' }, start: 'end', steps: end })
  const here = await stage.contact({ location: inShop })
  const seen = await stage.contact({ location: away, 'last seen': inStation })
  await stage.contact({ location: 'Amsterdam' })
  await stage.contact({ city: 'Amsterdam' })
  await stage.settle()
  assert.deepEqual(new Set((await stage.runs()).map(run => run.contact_id)), new Set([here, seen]))
  const told = (await stage.events('contact.created')).map(({ data }) => data.now)
  assert.deepEqual(told, [
    { location: inShop },
    { location: away, 'last seen': inStation },
    undefined,
    undefined,
  ])
})

test('what was so then counts, however late the log is read and however often', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact({ location: away })
  await stage.automation({ entry, start: 'end', steps: end, ...everyTime })
  await stage.automation({
    entry: { kind: 'contactUpdated', where: { path: 'now.location', inside: [station] } },
    start: 'end',
    steps: end,
    ...everyTime,
  })
  // All of it is over before anybody looks.
  for (const each of [inShop, away, inStation, away, 'nowhere', inShop, null])
    await move(stage, contactId, each)
  await stage.settle()
  const expected = [inShop, inStation, inStation, inShop].map(location => JSON.stringify({ location })).sort()
  const found = async () => (await entered(stage)).map(each => JSON.stringify(each)).sort()
  assert.deepEqual(await found(), expected)
  // A restart that lost where it was reads all of it again.
  await db.updateTable('log_cursors').set({ seq: 0 }).where('tenant_id', '=', stage.tenantId).execute()
  for (const consumer of automationConsumers(createDefinitionCache())) await stage.follow(consumer)
  await stage.settle()
  assert.deepEqual(await found(), expected)
})

test('a change of something else is no move, though the contact is inside', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact({ location: inShop })
  await stage.automation({ entry, start: 'end', steps: end, ...everyTime })
  await move(stage, contactId, 'Lund', 'city')
  await move(stage, contactId, { ...inShop })
  await stage.settle()
  assert.deepEqual(await entered(stage), [])
})

test('leaving ends a run, is what it was for, and is waited for', async () => {
  const exits = { ...entry, when: 'exits' }
  const wait = { kind: 'wait', for: 'P1D' }
  for (const [more, steps, expected] of [
    [{ exits: [exits] }, { first: wait }, ['exit rule']],
    [{ goal: exits }, { first: wait }, ['goal']],
    [
      {},
      { first: { kind: 'waitForEvent', event: exits, timeout: 'P1D', next: 'there' }, there: exit('left') },
      ['first: happened', 'there: exited', 'exited'],
    ],
  ] as const) {
    const stage = await newStage(db)
    const contactId = await enter(stage, steps, more, { location: inShop })
    await move(stage, contactId, inStation)
    await stage.settle()
    assert.equal((await stage.runs())[0]!.state, 'waiting')
    await move(stage, contactId, away)
    await stage.settle()
    const told = await endOf(stage)
    assert.deepEqual(told.slice(-expected.length), expected)
  }
})

test('conditions ask where a contact is, what an interaction said, and whether it was there', async () => {
  const stage = await newStage(db)
  const tests: [object, boolean][] = [
    [{ path: 'contact.location', inside: [shop] }, true],
    [{ path: 'contact.location', inside: [station] }, false],
    [{ not: { path: 'contact.location', inside: [station] } }, true],
    [{ path: 'contact.elsewhere', inside: [shop] }, false],
    [{ path: 'entry.product', inside: [shop] }, false],
    [{ happened: entry, within: 'P1D' }, true],
    [{ happened: { ...entry, when: 'exits' }, within: 'P1D' }, false],
    [
      {
        any: [
          { path: 'contact.city', is: 'present' },
          { path: 'contact.location', inside: [shop] },
        ],
      },
      true,
    ],
  ]
  const steps = Object.fromEntries(
    tests.map(([condition], n) => {
      const next = n + 1 < tests.length ? `t${n + 1}` : 'end'
      return [n === 0 ? 'first' : `t${n}`, { kind: 'condition', test: condition, yes: next, no: next }]
    }),
  )
  const contactId = await enter(stage, { ...steps, ...end }, {}, { location: inShop })
  const told = (await endOf(stage)).slice(0, -2).map(each => each.endsWith('yes'))
  assert.deepEqual(
    told,
    tests.map(([, expected]) => expected),
  )
  const [run] = await stage.runs()
  const { definition } = await stage.automation({ entry, start: 'first', steps: { ...steps, ...end } }, null)
  const given = { automationId: run!.automation_id, contactId }
  const at = await stage.now()
  const dry = await transact(db, tx => dryRun(tx, stage.tenant, definition, given, at))
  assert.deepEqual(
    dry.path.slice(0, 5).map(({ outcome }) => outcome),
    ['yes', 'no', 'yes', 'no', 'no'],
  )
})

test('why tells of moves, and that none of them led into the area', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact({ location: away })
  const { id } = await stage.automation({ entry, start: 'end', steps: end })
  const why = async () => {
    await stage.settle()
    const at = await stage.now()
    return transact(db, tx => whyContact(tx, stage.tenant, id, contactId, at))
  }
  await move(stage, contactId, { latitude: 51, longitude: 4 })
  const { says, facts } = await why()
  assert.deepEqual(says, ['No change of location led the contact into the area.'])
  assert.deepEqual(
    facts.map(({ type, fits }) => [type, fits]),
    [
      ['contact.updated', false],
      ['contact.created', false],
    ],
  )
  await move(stage, contactId, inShop)
  assert.match((await why()).says[0]!, /^Run .* ended/)
})

test('who takes over the position of another contact enters', async () => {
  const stage = await newStage(db)
  const [into, from] = [await stage.contact(), await stage.contact({ location: inShop })]
  await stage.automation({ entry, start: 'end', steps: end })
  const at = await stage.now()
  await transact(db, tx => mergeContacts(tx, stage.tenant, { into, from, actor: 'test' }, at, at))
  await stage.settle()
  assert.deepEqual(
    (await stage.runs()).map(run => run.contact_id),
    [into],
  )
})
