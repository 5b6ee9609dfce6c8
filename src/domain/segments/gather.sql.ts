/**
 * How facts are gathered for the leaves that ask for several of them together. Each is a left join of one row for each
 * contact that has any.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Asked } from './compiling.ts'
import { within } from './figure.sql.ts'
import type { Bounds } from './window.ts'

export interface Gathering {
  ask(asked: Asked): RawBuilder<boolean>
  /** To stand behind `from contacts contact`, when all is asked. */
  joins(): RawBuilder<unknown>
}

const holding = ({ at, bounds, conditions }: Asked) =>
  sql.join([within(at, bounds), ...conditions], sql` and `)

/** For many contacts: each leaf reads no more than its own facts, and its set can be hashed. */
export function gatherApart(): Gathering {
  const sets: RawBuilder<unknown>[] = []
  return {
    ask(asked) {
      const name = sql.ref(`set_${sets.length + 1}`)
      sets.push(sql` left join (
        select ${asked.contactId} as contact_id ${asked.rows} and ${holding(asked)} group by 1 having ${asked.test(asked.value)}
      ) ${name} on ${name}.contact_id = contact.id`)
      return sql<boolean>`${name}.contact_id is not null`
    },
    joins: () => sql.join(sets, sql``),
  }
}

/**
 * For few contacts, of whom many leaves may ask the same: what they read is read once, and a statement for fifty rules
 * is planned as fast as one for a few.
 */
export function gatherTogether(): Gathering {
  const sources = new Map<string, { name: string; leaves: Map<string, Asked> }>()
  return {
    ask(asked) {
      const source = sources.get(asked.source) ?? { name: `set_${sources.size + 1}`, leaves: new Map() }
      sources.set(asked.source, source)
      if (!source.leaves.has(asked.valueName)) source.leaves.set(asked.valueName, asked)
      const place = [...source.leaves.keys()].indexOf(asked.valueName)
      const value = sql.ref(`${source.name}.value_${place}`)
      return sql<boolean>`coalesce(${value} is not null and ${asked.test(value)}, false)`
    },
    joins: () =>
      sql.join(
        [...sources.values()].map(({ name, leaves }) => joinOf(name, [...leaves.values()])),
        sql``,
      ),
  }
}

function joinOf(name: string, leaves: readonly Asked[]): RawBuilder<unknown> {
  const { rows, contactId, at } = leaves[0]!
  const values = leaves.map(
    (asked, place) => sql`${asked.value} filter (where ${holding(asked)}) as ${sql.ref(`value_${place}`)}`,
  )
  return sql` left join (
    select ${contactId} as contact_id, ${sql.join(values)} ${rows} and ${within(at, around(leaves))} group by 1
  ) ${sql.ref(name)} on ${sql.ref(name)}.contact_id = contact.id`
}

/** Bounds that leave nothing out of which one of the leaves asks. */
function around(leaves: readonly Asked[]): Bounds {
  const afters = leaves.flatMap(({ bounds }) => bounds.after?.getTime() ?? [])
  const ends = leaves.flatMap(({ bounds }) => bounds.upTo?.getTime() ?? [])
  return {
    ...(afters.length === leaves.length && { after: new Date(Math.min(...afters)) }),
    ...(ends.length === leaves.length && { upTo: new Date(Math.max(...ends)) }),
  }
}
