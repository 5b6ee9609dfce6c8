import type { Db } from '../../storage/driver.ts'
import {
  type Among,
  type Standpoint,
  selectMatchCount,
  selectMatching,
  selectMatchingEach,
  selectSurroundings,
} from './match-contacts.sql.ts'
import type { Rule } from './rule.ts'

/** From where rules of a tenant are looked at: its schemas and its zone as they are, and a time on its clock. */
export async function standAt(db: Db, tenantId: string, now: Date): Promise<Standpoint> {
  return { tenantId, now, ...(await selectSurroundings(db, tenantId)) }
}

/** Those of the contacts that fulfil a rule now, also unapproved ones. `now` is the tenant's time. */
export async function matchContacts(
  db: Db,
  tenantId: string,
  rule: Rule,
  contactIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  if (contactIds.length === 0) return new Set()
  return matchAmong(db, rule, await standAt(db, tenantId, now), { contactIds })
}

export async function matchAmong(
  db: Db,
  rule: Rule,
  standpoint: Standpoint,
  among: Among,
): Promise<ReadonlySet<string>> {
  return new Set(await selectMatching(db, rule, standpoint, among))
}

/** Of several rules, each with the contacts that it is asked about: those that fulfil it. */
export async function matchEach(
  db: Db,
  questions: readonly { readonly rule: Rule; readonly contactIds: readonly string[] }[],
  standpoint: Standpoint,
): Promise<ReadonlySet<string>[]> {
  return (await selectMatchingEach(db, questions, standpoint)).map(ids => new Set(ids))
}

/** How many contacts fulfil a rule now. */
export async function countContacts(db: Db, tenantId: string, rule: Rule, now: Date): Promise<number> {
  return selectMatchCount(db, rule, await standAt(db, tenantId, now))
}
