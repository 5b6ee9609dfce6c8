import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { entry, newStage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { forgetRuns } from './forget-runs.ts'

const { db, close } = await testDatabase()
after(close)

test('ended runs are forgotten after as many days as the company says, but not that somebody had his turn', async () => {
  const stage = await newStage(db)
  const settings = { endedRunsKeptDays: 10 }
  await transact(db, tx => changeSettings(tx, stage.tenant, settings, 'test', new Date()))
  const steps = { end: { kind: 'exit' } }
  const limited = await stage.automation({ entry, start: 'end', steps, frequency: { limit: 'day' } })
  const free = { limit: 'everyTime', whileRunning: true }
  await stage.automation({ entry, start: 'end', steps, frequency: free })
  const waits = { end: { kind: 'wait', for: 'P90D' } }
  const waiting = await stage.automation({ entry, start: 'end', steps: waits, frequency: { limit: 'once' } })
  const contactId = await stage.contact()
  for (let day = 0; day < 3; day++) {
    await stage.review(contactId, { product: `Secret ${day}` })
    await stage.settle()
    await stage.pass('2 days')
  }
  const kept = async () =>
    (await stage.runs()).map(run => [run.automation_id, run.is_stripped, 'data' in run.entry] as const)
  assert.equal((await kept()).length, 7)
  await forgetRuns(db, stage.cache)
  assert.equal((await kept()).length, 7)
  await stage.pass('5 days') // the first is eleven days old
  await forgetRuns(db, stage.cache)
  assert.equal((await kept()).length, 5)
  await stage.pass('20 days')
  await forgetRuns(db, stage.cache)
  const left = [
    [limited.id, true, false],
    [waiting.id, false, true],
  ]
  assert.deepEqual((await kept()).sort(), left.sort())
  const done = await db
    .selectFrom('automation_run_steps')
    .select('run_id')
    .where('tenant_id', '=', stage.tenantId)
    .execute()
  assert.deepEqual(done, [])
  await stage.review(contactId)
  await stage.settle()
  await stage.pass('20 days')
  await forgetRuns(db, stage.cache)
  assert.equal((await kept()).filter(([id]) => id === limited.id).length, 1)
})
