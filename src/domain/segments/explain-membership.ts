import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { contactNotFound } from '../contacts/errors.ts'
import { selectNodes } from './match-contacts.sql.ts'
import { standAt } from './match-contacts.ts'
import { selectMemberships } from './members.sql.ts'
import { readSegment } from './read-segments.ts'
import type { Rule } from './rule.ts'
import { wholeRule } from './segment.ts'

export interface Explanation {
  readonly isMember: boolean
  /** Whether the rule is fulfilled at this moment; null of a list without one. */
  readonly isFulfilled: boolean | null
  /** An unapproved contact is left out. */
  readonly isLeftOut: boolean
  /** Every node of the rule by JSON pointer, the root first. */
  readonly nodes: readonly { readonly pointer: string; readonly rule: Rule; readonly isFulfilled: boolean }[]
}

/** Why a contact is a member or is none. Throws `segment-not-found` or `contact-not-found`. */
export async function explainMembership(
  db: Db,
  tenantId: string,
  segmentId: string,
  contactId: string,
  now: Date,
): Promise<Explanation> {
  const segment = await readSegment(db, tenantId, segmentId)
  if (!isUuid(contactId)) throw contactNotFound(contactId.slice(0, 100))
  const standpoint = await standAt(db, tenantId, now)
  const rule = segment.rule ?? { kind: 'all', of: [] }
  const all = await selectNodes(db, wholeRule(rule, segment.includesUnapproved), standpoint, contactId)
  if (!all) throw contactNotFound(contactId)
  const [member] = await selectMemberships(db, tenantId, [segment.id], [contactId])
  const whole = all.at(-1)!
  const prefix = segment.includesUnapproved ? '' : '/of/1'
  const nodes = all
    .filter(({ pointer }) => prefix === '' || pointer === prefix || pointer.startsWith(`${prefix}/`))
    .map(node => ({ ...node, pointer: node.pointer.slice(prefix.length) }))
    .reverse()
  return {
    isMember: member !== undefined,
    isFulfilled: segment.rule && whole.isFulfilled,
    isLeftOut: !segment.includesUnapproved && !all[0]!.isFulfilled,
    nodes: segment.rule ? nodes : [],
  }
}
