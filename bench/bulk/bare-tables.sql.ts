/**
 * The floor: the same contacts, keys, preferences and consents copied into tables that have a primary key on the contact
 * and nothing else. No checks, no tenants, no events, no look at keys that are taken, one transaction for each 4 000.
 */
import type pg from 'pg'
import { newId } from '../../src/kernel/ids.ts'
import { copyIn, copyText } from './copy-in.ts'
import type { sampleContacts } from './sample-contacts.ts'

const tables = {
  contacts: 'id uuid primary key, attributes jsonb not null, created_at timestamptz not null',
  keys: 'contact_id uuid not null, kind text not null, value text not null',
  preferences: 'contact_id uuid not null, channel text not null, accepts boolean not null',
  consents:
    'contact_id uuid not null, consent_id text not null, value boolean not null, given_at timestamptz not null',
}

export async function makeBareTables(pool: pg.Pool): Promise<void> {
  for (const [name, columns] of Object.entries(tables))
    await pool.query(`drop table if exists bare_${name}; create table bare_${name} (${columns})`)
}

export async function copyContacts(
  pool: pg.Pool,
  contacts: ReturnType<typeof sampleContacts>,
  isEmbedded: boolean,
): Promise<void> {
  const lines: Record<keyof typeof tables, string[][]> = {
    contacts: [],
    keys: [],
    preferences: [],
    consents: [],
  }
  for (const { attributes, preferences, consents } of contacts) {
    const id = newId()
    const { email, mobilePhone } = attributes as Record<string, string>
    lines.contacts.push([id, JSON.stringify(attributes), '2025-01-01T00:00:00Z'])
    lines.keys.push([id, 'email', email!], [id, 'mobilePhone', mobilePhone!])
    for (const [channel, accepts] of Object.entries(preferences as object))
      lines.preferences.push([id, channel, accepts ? 't' : 'f'])
    for (const { id: consent, date } of consents as { id: string; date: string }[])
      lines.consents.push([id, consent, 't', date])
  }
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const [name, rows] of Object.entries(lines))
      await (isEmbedded ? insertRows(client, name, rows) : copyRows(client, name, rows))
    await client.query('commit')
  } finally {
    client.release()
  }
}

function copyRows(client: pg.PoolClient, name: string, rows: readonly string[][]): Promise<void> {
  const text = rows.map(row => `${row.map(copyText).join('\t')}\n`).join('')
  return copyIn(client, `copy bare_${name} from stdin`, text)
}

/** The embedded database takes no COPY from a client: one insert of all rows is the least there. */
async function insertRows(client: pg.PoolClient, name: string, rows: readonly string[][]): Promise<void> {
  const types = tables[name as keyof typeof tables].split(', ').map(column => column.split(' ')[1])
  const columns = types.map((_, number) => rows.map(row => row[number]))
  const given = types.map((type, number) => `$${number + 1}::${type}[]`)
  await client.query(`insert into bare_${name} select * from unnest(${given.join(', ')})`, columns)
}
