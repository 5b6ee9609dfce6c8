import { createHash } from 'node:crypto'
import { resetTenant } from '../../src/domain/accounts/reset-tenant.ts'
import { headsTable, keptTables } from '../../src/domain/accounts/snapshot.ts'
import { takeSnapshot } from '../../src/domain/accounts/take-snapshot.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { createContact } from '../../src/domain/contacts/create-contact.ts'
import { acceptedCounter } from '../../src/domain/interactions/counters.ts'
import type { BlobStore } from '../../src/storage/blobs/blob-store.ts'
import { transact } from '../../src/storage/database.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { tenantTables } from '../../src/storage/tenant-tables.ts'
import { type Activity, newActivity } from './activity.ts'
import { testBodies } from './bodies.ts'
import type { TestDatabase } from './database.ts'

/** What tests of snapshots do with a tenant, and how they look at all that it has. */
export function testSnapshots(database: TestDatabase) {
  const { db, pool } = database
  const bodies = testBodies(database)

  const take = (blobs: BlobStore, tenant: Tenant, name = 'before', replace = false) =>
    takeSnapshot(db, blobs, tenant, { name, replace }, 'test', new Date())
  const reset = (blobs: BlobStore, tenant: Tenant, name?: string) =>
    resetTenant(db, blobs, tenant, name, 'test', new Date())
  const addContact = (tenant: Tenant, attributes: object) =>
    transact(db, tx =>
      createContact(tx, tenant, { attributes: { ...attributes }, createAsUnapproved: false }, new Date()),
    )

  /** A digest of every row of a tenant but those that a reset leaves alone. */
  async function stateOf({ id }: Tenant): Promise<Record<string, string>> {
    const state: [string, string][] = []
    const kept: readonly string[] = keptTables
    for (const { name } of (await tenantTables(db)).filter(table => !kept.includes(table.name))) {
      // The count of removals only goes up.
      const row = name === headsTable ? '(t.log, t.seq, t.told_until)' : 't'
      const { rows } = await pool.query(
        `select ${row}::text as row from ${name} t where tenant_id = $1 order by 1`,
        [id],
      )
      state.push([name, rows.map(({ row }) => row).join('\n')])
    }
    return Object.fromEntries(state)
  }

  async function blobsOf(blobs: BlobStore, { id }: Tenant): Promise<Record<string, string>> {
    const found: [string, string][] = []
    for await (const key of blobs.list(`${id}/`)) {
      if (key.split('/')[1] === 'snapshots') continue
      found.push([
        key,
        createHash('sha256')
          .update((await blobs.get(key))!)
          .digest('hex'),
      ])
    }
    return Object.fromEntries(found.sort())
  }

  /** A tenant with something of many kinds, some of its bodies in an archive and some in the table. */
  async function busy(blobs: BlobStore): Promise<Activity & { ids: string[] }> {
    const activity = await newActivity(db)
    await addContact(activity.tenant, {
      email: "o'neill@example.com",
      note: 'quote " back \\ line\nbreak \u2028 ☃ 𝄞',
      number: 1.1,
    })
    const archived = await bodies.record(activity, ['{"page":"archived 1"}', '{"page":"archived 2"}'])
    await bodies.moveAll(blobs)
    const waiting = await bodies.record(activity, ['{"page":"waiting"}'])
    while ((await advance(db, acceptedCounter, activity.tenant.id)) === 'behind');
    return { ...activity, ids: [...archived, ...waiting] }
  }

  return { bodies, take, reset, addContact, stateOf, blobsOf, busy }
}
