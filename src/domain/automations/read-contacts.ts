import type { Db } from '../../storage/driver.ts'
import { computedAttributes } from '../contacts/computed-attributes.ts'
import { selectContactAttributes } from './contacts.sql.ts'

/** A contact as tests and texts of steps see it: its attributes, what is worked out of them, its id and its type. */
export interface SeenContact {
  readonly attributes: Readonly<Record<string, unknown>>
}

/** By id; those that are not there are left out. */
export async function readContacts(
  db: Db,
  tenantId: string,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SeenContact>> {
  const rows = await selectContactAttributes(db, tenantId, ids)
  return new Map(
    rows.map(({ id, contact_type: contactType, attributes }) => [
      id,
      { attributes: { ...attributes, ...computedAttributes(attributes, now), id, contactType } },
    ]),
  )
}
