import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import { requireEmail } from './create-person.ts'
import { personNotFound } from './errors.ts'
import { selectPeople, selectPerson, selectPersonByEmail } from './people.sql.ts'
import { fromRow, type Person } from './person.ts'

/** By e-mail address. */
export async function listPeople(
  db: Db,
  tenantId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<Person>> {
  const [after = ''] = readPlace(cursor, [isStorableText]) ?? []
  const rows = await selectPeople(db, tenantId, after, limit + 1)
  return toPage(rows.map(fromRow), limit, last => [last.email])
}

export async function readPerson(db: Db, tenantId: string, id: string): Promise<Person> {
  const row = await selectPerson(db, tenantId, id)
  if (!row) throw personNotFound(id)
  return fromRow(row)
}

export async function findPerson(db: Db, tenantId: string, email: string): Promise<Person> {
  const row = await selectPersonByEmail(db, tenantId, requireEmail(email))
  if (!row) throw personNotFound(email)
  return fromRow(row)
}
