import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newStage } from '../../test/kit/automations.ts'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { systemClock } from '../kernel/clock.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { startAutomationRunner } from './automation-runner.ts'
import type { WorkerParts } from './parts.ts'

const database = await testDatabase()
const { db } = database
after(database.close)

function newRunner(stage: Awaited<ReturnType<typeof newStage>>, errors: unknown[]) {
  const parts = {
    database: { ...database, onDeath: () => {} },
    clock: systemClock(),
    signal: createLogSignal(),
    onError: (error: unknown) => void errors.push(error),
  }
  return startAutomationRunner(parts as unknown as WorkerParts, stage.cache)
}

const definition = {
  entry: { kind: 'interaction', schemaId: 'review' },
  start: 'one',
  steps: {
    one: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } }, next: 'back' },
    back: { kind: 'jump', to: 'one', most: 4, otherwise: 'end' },
    end: { kind: 'exit' },
  },
  frequency: { limit: 'everyTime', whileRunning: true },
}

test('two runners share the work and do nothing twice', async () => {
  const stage = await newStage(db)
  await stage.automation(definition)
  const contacts: string[] = []
  while (contacts.length < 10) contacts.push(await stage.contact())
  for (let n = 0; n < 4; n++) for (const contactId of contacts) await stage.review(contactId)
  const errors: unknown[] = []
  const runners = [newRunner(stage, errors), newRunner(stage, errors)]
  for (const consumer of stage.consumers) await stage.follow(consumer)
  await until(async () => {
    const runs = await stage.runs()
    return runs.length === 40 && runs.every(run => run.state === 'ended')
  })
  await Promise.all(runners.map(runner => runner.stop()))
  assert.deepEqual(errors, [])
  const rows = await db
    .selectFrom('contacts')
    .select('attributes')
    .where('tenant_id', '=', stage.tenantId)
    .execute()
  assert.deepEqual(
    rows.map(row => row.attributes.times),
    contacts.map(() => 20),
  )
  assert.equal((await stage.events('automation.run.ended')).length, 40)
})

test('a run that cannot go on is put off with the reason, and holds up nobody else', async () => {
  const stage = await newStage(db)
  const { id } = await stage.automation(definition)
  const [broken, fine] = [await stage.contact(), await stage.contact()]
  await stage.review(broken)
  await stage.review(fine)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  const step = 'nowhere'
  await db
    .updateTable('automation_runs')
    .set({ step })
    .where('tenant_id', '=', stage.tenantId)
    .where('contact_id', '=', broken)
    .execute()
  const errors: unknown[] = []
  const runner = newRunner(stage, errors)
  await until(async () => (await stage.runs()).every(run => run.state === 'ended' || run.failures > 0))
  await runner.stop()
  const [first, second] = await stage.runs()
  assert.deepEqual([first!.state, first!.failures, first!.leased_until], ['waiting', 1, null])
  assert.match(first!.last_error!, /./)
  assert.equal(first!.automation_id, id)
  assert.equal(second!.state, 'ended')
  assert.equal(errors.length, 1)
})
