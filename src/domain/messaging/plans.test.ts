import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, testDatabase } from '../../../test/kit/database.ts'
import { countsReads, rowsRead } from '../../../test/kit/rows-read.ts'
import { addPerson, newCompany } from '../../../test/kit/sends.ts'
import { selectContent } from './content.sql.ts'
import { markSending, markSends, releaseSendClaims } from './sends.sql.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const rows = 20_000
const few = 20
const leasedUntil = new Date('2030-01-01T00:00:00Z')

test(
  'what is written of claimed sends reads no more of them than it is about, also before there are statistics',
  countsReads(database),
  async () => {
    const { tenant, template } = await newCompany(db)
    const contactId = await addPerson(db, tenant)
    await inRolledBackTransaction(db, async tx => {
      await sql`insert into message_sends (tenant_id, id, contact_id, template_id, channel, lane_id, origin_kind, origin_id,
          context, dedupe_key, due_at, leased_until, created_at)
        select ${tenant.id}, overlay(lowest_id_at(now())::text placing left(md5(n::text), 12) from 25)::uuid, ${contactId},
          ${template.id}, 'email', ${tenant.id}, 'api', 'x', '{}', n::text, now(), ${leasedUntil}::timestamptz, now()
        from generate_series(1, ${rows}) n`.execute(tx)
      const { rows: some } = await sql<{ id: string }>`
        select id from message_sends order by md5(id::text) limit ${few}`.execute(tx)
      const claims = some.map(({ id }) => ({ id, leasedUntil }))
      const mark = { state: 'waiting', reason: null, detail: null, address: null, reference: null }
      const marks = claims.map(claim => ({
        ...claim,
        ...mark,
        delayMs: 0,
        countsAsTry: false,
        keepsProvider: false,
        expiresAt: null,
      }))
      const statements = {
        releaseSendClaims: () => releaseSendClaims(tx, tenant.id, claims),
        markSending: () =>
          markSending(
            tx,
            tenant.id,
            claims.map(claim => ({ ...claim, address: 'x', providerId: tenant.id })),
            60_000,
          ),
        markSends: () => markSends(tx, tenant.id, marks, leasedUntil),
      }
      const greedy: string[] = []
      for (const [name, ask] of Object.entries(statements)) {
        const read = await rowsRead(tx, 'message_sends', ask)
        if (read > few * 20) greedy.push(`${name} read ${read} rows`)
      }
      assert.deepEqual(greedy, [])
    })
  },
)

test(
  'what is on show for a contact is found without reading what is over or was put away, also before there are statistics',
  countsReads(database),
  async () => {
    const { tenant, template } = await newCompany(db)
    const contactId = await addPerson(db, tenant)
    const now = new Date('2026-06-01T00:00:00Z')
    await inRolledBackTransaction(db, async tx => {
      await sql`with sends as (
          insert into message_sends (tenant_id, id, contact_id, template_id, channel, lane_id, origin_kind, origin_id,
            context, dedupe_key, due_at, created_at, state, sent_at, expires_at, dismissed_at)
          select ${tenant.id}, overlay(lowest_id_at(now())::text placing left(md5(n::text), 12) from 25)::uuid, ${contactId},
            ${template.id}, case when n % 2 = 0 then 'onSite' else 'email' end, ${tenant.id}, 'api', 'x', '{}', n::text,
            ${now}::timestamptz, ${now}::timestamptz, 'sent', ${now}::timestamptz,
            ${now}::timestamptz + case when n <= ${few} then interval '1 day' else interval '-1 day' end,
            case when n % 4 = 0 then ${now}::timestamptz end
          from generate_series(1, ${rows}) n returning tenant_id, id, contact_id, channel
        )
        insert into message_outbox (tenant_id, id, contact_id, channel, recipient, text, headers, captured_at)
        select tenant_id, id, contact_id, channel, 'x', 'x', '{}', ${now}::timestamptz from sends`.execute(tx)
      const where = { channels: ['onSite'] }
      let found = 0
      const ask = async () => {
        found = (await selectContent(tx, tenant.id, contactId, where, now, 20)).length
      }
      const ofSends = await rowsRead(tx, 'message_sends', ask)
      const ofOutbox = await rowsRead(tx, 'message_outbox', ask)
      assert.equal(found, few / 4)
      assert.ok(ofSends <= few * 4 && ofOutbox <= few * 4, `read ${ofSends} sends, ${ofOutbox} of the outbox`)
    })
  },
)
