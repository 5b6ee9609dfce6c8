import type { Db } from '../../storage/driver.ts'
import {
  type Among,
  type Standpoint,
  selectMatchCount,
  selectMatching,
  selectMatchingEach,
  selectSurroundings,
} from './match-contacts.sql.ts'
import { leavesOf, type Rule } from './rule.ts'

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

/** Leaves in one statement, at most, unless it is about one rule. */
const mostLeaves = 200

/** Of several rules, each with the contacts that it is asked about: those that fulfil it. */
export async function matchEach(
  db: Db,
  asked: readonly { readonly rule: Rule; readonly contactIds: readonly string[] }[],
  standpoint: Standpoint,
): Promise<ReadonlySet<string>[]> {
  const matched = new Map<(typeof asked)[number], ReadonlySet<string>>()
  for (const some of portionsOf(asked, ({ rule }) => leavesOf(rule).length)) {
    // Segments that look at the same are asked about the same contacts.
    const alike = [...Map.groupBy(some, ({ contactIds }) => contactIds.join()).values()]
    const found = await selectMatchingEach(
      db,
      alike.map(own => ({ rules: own.map(({ rule }) => rule), contactIds: own[0]!.contactIds })),
      standpoint,
    )
    for (const [place, own] of alike.entries())
      for (const [of, one] of own.entries()) matched.set(one, new Set(found[place]![of]))
  }
  return asked.map(each => matched.get(each)!)
}

function portionsOf<T>(all: readonly T[], sizeOf: (each: T) => number): T[][] {
  const portions: T[][] = []
  let room = 0
  for (const each of all) {
    const size = sizeOf(each)
    const last = portions.at(-1)
    if (last && size <= room) last.push(each)
    else portions.push([each])
    room = (last && size <= room ? room : mostLeaves) - size
  }
  return portions
}

/** How many contacts fulfil a rule now. */
export async function countContacts(db: Db, tenantId: string, rule: Rule, now: Date): Promise<number> {
  return selectMatchCount(db, rule, await standAt(db, tenantId, now))
}
