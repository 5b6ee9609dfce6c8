import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import { compile } from './compile.sql.ts'
import type { Ground } from './compiling.ts'
import type { Rule } from './rule.ts'
import { zoneOf } from './wall-clock.ts'

/** Which contacts are looked at: these, those with ids after one and up to another, or all. */
export type Among =
  | { readonly contactIds: readonly string[] }
  | { readonly after: string | null; readonly upTo: string | null }

const everyone: Among = { after: null, upTo: null }

export type Standpoint = Omit<Ground, 'among' | 'isOfFew'>

function groundOf(standpoint: Standpoint, among: Among): Ground {
  return {
    ...standpoint,
    isOfFew: 'contactIds' in among,
    among(contactId) {
      if ('contactIds' in among) {
        const [only] = among.contactIds
        return among.contactIds.length === 1
          ? sql`${contactId} = ${only}::uuid`
          : sql`${contactId} = any(${among.contactIds}::uuid[])`
      }
      const parts = [
        ...(among.after ? [sql`${contactId} > ${among.after}::uuid`] : []),
        ...(among.upTo ? [sql`${contactId} <= ${among.upTo}::uuid`] : []),
      ]
      return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
    },
  }
}

/** From the contacts that match on. */
function matching(rule: Rule, standpoint: Standpoint, among: Among): RawBuilder<unknown> {
  const ground = groundOf(standpoint, among)
  const { joins, rules } = compile([rule], ground)
  return sql`from contacts contact${joins} where contact.tenant_id = ${standpoint.tenantId}::uuid
    and ${ground.among(sql`contact.id`)} and ${rules[0]!.predicate}`
}

export async function selectMatching(
  db: Db,
  rule: Rule,
  standpoint: Standpoint,
  among: Among,
  limit?: number,
): Promise<string[]> {
  const end = limit === undefined ? sql`` : sql` order by contact.id limit ${limit}`
  const { rows } = await sql<{ id: string }>`
    select contact.id ${matching(rule, standpoint, among)}${end}`.execute(db)
  return rows.map(row => row.id)
}

/** Rules that are asked about the same contacts. */
export interface Questions {
  readonly rules: readonly Rule[]
  readonly contactIds: readonly string[]
}

/** Of several questions at once: by the place of each and of each of its rules, the contacts that match. */
export async function selectMatchingEach(
  db: Db,
  questions: readonly Questions[],
  standpoint: Standpoint,
): Promise<string[][][]> {
  const parts = questions.map(({ rules, contactIds }, place) => {
    const ground = groundOf(standpoint, { contactIds })
    const { joins, rules: compiled } = compile(rules, ground)
    return sql`select ${place}::int as place, contact.id,
        array[${sql.join(compiled.map(({ predicate }) => predicate))}] as fulfilled
      from contacts contact${joins} where contact.tenant_id = ${standpoint.tenantId}::uuid
        and ${ground.among(sql`contact.id`)}`
  })
  const { rows } = await sql<{
    place: number
    id: string
    fulfilled: (boolean | null)[]
  }>`${sql.join(parts, sql` union all `)}`.execute(db)
  const byPlace = Map.groupBy(rows, row => row.place)
  return questions.map(({ rules }, place) => {
    const contacts = byPlace.get(place) ?? []
    return rules.map((_, of) => contacts.flatMap(({ id, fulfilled }) => (fulfilled[of] ? [id] : [])))
  })
}

export async function selectMatchCount(db: Db, rule: Rule, standpoint: Standpoint): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) ${matching(rule, standpoint, everyone)}`.execute(db)
  return rows[0]!.count
}

/** Of each node of a rule whether the contact fulfils it; nothing when there is no such contact. */
export async function selectNodes(
  db: Db,
  rule: Rule,
  standpoint: Standpoint,
  contactId: string,
): Promise<{ pointer: string; rule: Rule; isFulfilled: boolean }[] | undefined> {
  const ground = groundOf(standpoint, { contactIds: [contactId] })
  const { joins, rules } = compile([rule], ground)
  const { nodes } = rules[0]!
  const columns = sql.join(nodes.map(({ predicate }) => predicate))
  const { rows } = await sql<{ fulfilled: boolean[] }>`
    select array[${columns}] as fulfilled from contacts contact${joins}
    where contact.tenant_id = ${standpoint.tenantId}::uuid and contact.id = ${contactId}::uuid`.execute(db)
  const [row] = rows
  return (
    row &&
    nodes.map((node, index) => ({
      pointer: node.pointer,
      rule: node.rule,
      isFulfilled: row.fulfilled[index]!,
    }))
  )
}

/** What the planner thinks that counting costs, in its own unit. */
export async function estimateCost(db: Db, rule: Rule, standpoint: Standpoint): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Total Cost': number } }] }>`
    explain (format json) select count(*) ${matching(rule, standpoint, everyone)}`.execute(db)
  return rows[0]!['QUERY PLAN'][0].Plan['Total Cost']
}

/** Keys of live schemas by alias, and the zone in which days begin. */
export async function selectSurroundings(
  db: Db,
  tenantId: string,
): Promise<{ schemas: Map<string, string>; zone: string }> {
  const { rows } = await sql<{ zone: unknown; alias: string | null; key: string }>`/* select_surroundings */
    select tenants.settings ->> 'timeZone' as zone, alias, key from tenants
    left join interaction_schemas schema on schema.tenant_id = tenants.id and schema.deleted_at is null
    where tenants.id = ${tenantId} order by alias`.execute(db)
  return {
    schemas: new Map(rows.flatMap(({ alias, key }) => (alias === null ? [] : [[alias, key]]))),
    zone: zoneOf(rows[0]?.zone),
  }
}
