import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'
import { newParleyCompany, newParleyContact } from '../../test/kit/parley.ts'
import { segmentEvents } from '../domain/segments/follow-log.ts'
import { listTroubledSegments } from '../domain/segments/slow-segments.ts'
import { newId } from '../kernel/ids.ts'
import { recordFailure } from '../storage/log/consumer.ts'
import { readGauges } from '../workers/gauges.ts'
import { readWorkGauges } from '../workers/work-gauges.ts'
import { findLate, usualThresholds } from './lateness.ts'

const app = await testApp({ thresholds: { lateSeconds: 1, slowSegmentMs: 5 } })
after(app.close)
const { db, metrics } = app.services
metrics.beforeScrape(gauges =>
  readGauges({ db, pool: { totalCount: 1, idleCount: 1, waitingCount: 0 } } as never, gauges),
)
metrics.beforeScrape(gauges => readWorkGauges(db, gauges, 5, new Date()))

/** An automation that runs, a run of it, sends, and segments, as if time had gone by. */
async function newWork() {
  const company = await newParleyCompany(app)
  const tenant_id = company.tenant.id
  const contact_id = await newParleyContact(company)
  await app.catchUp(segmentEvents, company)
  const at = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000)
  const automation_id = newId()
  await db
    .insertInto('automations')
    .values({
      tenant_id,
      id: automation_id,
      name: 'a',
      description: '',
      state: 'running',
      created_at: at(0),
      updated_at: at(0),
    } as never)
    .execute()
  const run = (secondsAgo: number) =>
    db
      .insertInto('automation_runs')
      .values({
        tenant_id,
        id: newId(),
        automation_id,
        version: 1,
        contact_id,
        entry_fact: newId(),
        entry: '{}',
        reason: 'wait',
        entered_at: at(0),
        due_at: at(secondsAgo),
        started_at: at(0),
      } as never)
      .execute()
  const send = (state: string, lane_id: string) =>
    db
      .insertInto('message_sends')
      .values({
        tenant_id,
        id: newId(),
        contact_id,
        template_id: newId(),
        channel: 'sms',
        lane_id,
        origin_kind: 'api',
        origin_id: '',
        context: '{}',
        dedupe_key: newId(),
        state,
        due_at: at(500),
        created_at: at(0),
      } as never)
      .execute()
  const [open, closed] = [newId(), newId()]
  await db
    .insertInto('message_lanes')
    .values(
      [open, closed].map(id => ({
        tenant_id,
        id,
        kind: 'campaign',
        channel: 'sms',
        is_open: id === open,
      })) as never,
    )
    .execute()
  const segment = async (name: string, set: object) => {
    const { id } = await company.get('POST', '/segments', { name, kind: 'list' })
    await db.updateTable('segments').set(set).where('id', '=', id).execute()
  }
  return { company, run, send, segment, open, closed }
}

test('what is late, slow or fails is in the metrics, at /health/ready and told by the doctor', async () => {
  const { company, run, send, segment, open, closed } = await newWork()
  const isReady = async () => (await company.call('GET', '/health/ready')).body
  assert.deepEqual(await findLate(db, { ...usualThresholds, lateSeconds: 3600 }), [])

  await run(300)
  await run(-300)
  for (const state of ['waiting', 'sent', 'sent', 'failed']) await send(state, closed)
  await send('sending', open)
  await send('waiting', open)
  await segment('slow', { checks: 1, checked_contacts: 10, check_ms: 120 })
  await segment('fast', { checks: 1, checked_contacts: 10, check_ms: 10 })
  await segment('broken', { last_error: 'a crack' })
  await recordFailure(db, segmentEvents, company.tenant.id, new Error('a crack'))

  const { status, late } = await isReady()
  assert.equal(status, 'degraded')
  const told = new Map(late.map((each: { what: string; text: string }) => [each.what, each.text]))
  assert.match(String(told.get('consumer')), /^segment-events (is .* and )?fails for 1 tenant$/)
  assert.equal(told.get('run'), 'a run has been due for 5 min')
  assert.equal(told.get('send'), 'a send has been due for 8 min')
  assert.equal(told.get('segments'), '1 slow and 1 failing segments')
  assert.deepEqual(
    (await listTroubledSegments(db, 5)).map(each => [each.name, each.msPerCheck, each.lastError]),
    [
      ['slow', 12, null],
      ['broken', null, 'a crack'],
    ],
  )

  const { text } = await metrics.render()
  const value = (name: string) =>
    Number(
      text
        .split('\n')
        .find(line => line.startsWith(`${name} `))
        ?.split(' ')[1],
    )
  assert.ok(value('parley_run_oldest_due_seconds') >= 300)
  assert.ok(value('parley_send_oldest_due_seconds') >= 500)
  assert.deepEqual(
    ['waiting', 'sending', 'sent', 'failed'].map(state => value(`parley_sends{state="${state}"}`)),
    [2, 1, 2, 1],
  )
  assert.deepEqual(
    ['slow', 'failing', 'uncomputed'].map(state => value(`parley_segments{state="${state}"}`)),
    [1, 1, 0],
  )
  assert.equal(value('parley_segment_slowest_check_seconds'), 0.012)
  assert.ok(value('parley_log_handled_total{consumer="segment-events",log="events"}') >= 1)
})
