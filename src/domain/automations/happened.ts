import type { Match } from './definition.ts'
import { type Fact, matches, typesOf } from './fact.ts'
import { selectEventsSince, selectInteractionsSince } from './facts.sql.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

/** Of what a contact did so many facts of a kind are looked at for one whose values fit, the newest first. */
const mostLookedAt = 100

/** For those whose contact did something that fits since a time: the newest such fact. Their entry does not count. */
export async function happenedSince(
  { tx, tenant }: Pick<Tick, 'tx' | 'tenant'>,
  match: Match,
  walkers: readonly Walker[],
  sinceOf: (walker: Walker) => Date,
): Promise<ReadonlyMap<Walker, Fact>> {
  if (walkers.length === 0) return new Map()
  const questions = walkers.map(walker => ({
    contactId: walker.run.contact_id,
    since: sinceOf(walker),
    except: walker.run.entry_fact,
  }))
  const { kind, where, ...details } = match
  const isPlain = where === undefined && (kind === 'interaction' || Object.keys(details).length === 0)
  const limit = isPlain ? 1 : mostLookedAt
  const found =
    kind === 'interaction'
      ? await selectInteractionsSince(tx, tenant.id, (match.schemaId as string) ?? null, questions, limit)
      : await selectEventsSince(tx, tenant.id, typesOf(match), questions, limit)
  const answers = new Map<Walker, Fact>()
  for (const { n, fact } of found) {
    const walker = walkers[n]!
    if (!answers.has(walker) && matches(match, fact)) answers.set(walker, fact)
  }
  return answers
}
