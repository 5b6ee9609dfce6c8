import type { Tx } from '../../storage/driver.ts'
import { matchEach } from './match-contacts.ts'
import { type Membership, selectMemberships } from './members.sql.ts'
import { apart } from './savepoint.sql.ts'
import type { Computed, Turn } from './turn.ts'
import { type CheckNote, setFailed } from './work.sql.ts'
import { type Cause, writeMemberships } from './write-memberships.ts'

/** A segment, and the contacts that may have entered or left it. */
export interface Check {
  readonly computed: Computed
  readonly contactIds: readonly string[]
}

/**
 * Puts right whether contacts are members. A segment whose check fails says so and is computed as a whole later; the
 * others go on. Answers what each check took, and how many entered or left.
 */
export async function checkContacts(
  tx: Tx,
  turn: Turn,
  checks: readonly Check[],
  cause: Cause,
): Promise<{ notes: CheckNote[]; changed: number }> {
  const wanted = checks.filter(({ contactIds }) => contactIds.length > 0)
  if (wanted.length === 0) return { notes: [], changed: 0 }
  const known = await selectMemberships(
    tx,
    turn.tenantId,
    wanted.map(({ computed }) => computed.segment.id),
    [...new Set(wanted.flatMap(({ contactIds }) => contactIds))],
  )
  const membersOf = Map.groupBy(known, ({ segmentId }) => segmentId)
  const checkSome = (some: readonly Check[]) => compare(tx, turn, some, membersOf)
  const results = await apart<(Compared | Failed)[]>(tx, () => checkSome(wanted)).catch(() =>
    oneByOne(tx, wanted, checkSome),
  )

  const good = results.filter(isCompared)
  const { entering, leaving } = await writeMemberships(
    tx,
    turn.tenantId,
    { entering: good.flatMap(each => each.entering), leaving: good.flatMap(each => each.leaving) },
    cause,
    turn.now,
  )
  for (const result of results)
    if (!isCompared(result)) await setFailed(tx, turn.tenantId, result.segmentId, result.error)
  return { notes: good.map(({ note }) => note), changed: entering.length + leaving.length }
}

interface Compared {
  readonly entering: readonly Membership[]
  readonly leaving: readonly Membership[]
  readonly note: CheckNote
}

interface Failed {
  readonly segmentId: string
  readonly error: string
}

const isCompared = (result: Compared | Failed): result is Compared => 'note' in result

/** Asks all together; they share the time equally. */
async function compare(
  tx: Tx,
  turn: Turn,
  checks: readonly Check[],
  membersOf: ReadonlyMap<string, readonly Membership[]>,
): Promise<Compared[]> {
  const startedAt = performance.now()
  const questions = checks.map(({ computed: { rule }, contactIds }) => ({ rule, contactIds }))
  const matching = await matchEach(tx, questions, turn)
  const ms = (performance.now() - startedAt) / checks.length
  return checks.map(({ computed, contactIds }, place) => {
    const segmentId = computed.segment.id
    const matched = matching[place]!
    const before = new Set((membersOf.get(segmentId) ?? []).map(({ contactId }) => contactId))
    const changed = contactIds.filter(contactId => matched.has(contactId) !== before.has(contactId))
    const toMembership = (contactId: string) => ({ segmentId, contactId })
    return {
      entering: changed.filter(contactId => matched.has(contactId)).map(toMembership),
      leaving: changed.filter(contactId => before.has(contactId)).map(toMembership),
      note: { segmentId, contacts: contactIds.length, ms },
    }
  })
}

async function oneByOne(
  tx: Tx,
  checks: readonly Check[],
  checkSome: (some: readonly Check[]) => Promise<Compared[]>,
): Promise<(Compared | Failed)[]> {
  const results: (Compared | Failed)[] = []
  for (const check of checks) {
    const segmentId = check.computed.segment.id
    const failed = (error: unknown) => [{ segmentId, error: toText(error) }]
    results.push(...(await apart<(Compared | Failed)[]>(tx, () => checkSome([check])).catch(failed)))
  }
  return results
}

export function toText(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 1000)
}
