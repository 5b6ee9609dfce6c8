import { addDuration } from '../../kernel/duration.ts'
import { reachableContacts } from '../messaging/reachable-contacts.ts'
import { matchContacts } from '../segments/match-contacts.ts'
import type { TestTree } from './definition.ts'
import { hasFigure } from './figure.ts'
import { allSince, happenedSince } from './happened.ts'
import type { Tick } from './tick.ts'
import { compares } from './value-test.ts'
import type { Walker } from './walker.ts'

/** Those of the runs of which a test holds. Each question to the database is asked once for all of them. */
export async function passing(
  tick: Pick<Tick, 'tx' | 'tenant' | 'now'>,
  test: TestTree,
  walkers: readonly Walker[],
): Promise<ReadonlySet<Walker>> {
  if (walkers.length === 0) return new Set()
  if ('path' in test) return new Set(walkers.filter(({ scope }) => compares(test, scope)))
  if ('not' in test) return new Set(walkers).difference(await passing(tick, test.not, walkers))
  if ('all' in test) {
    let left = walkers
    for (const each of test.all) left = [...(await passing(tick, each, left))]
    return new Set(left)
  }
  if ('any' in test) {
    let passed: ReadonlySet<Walker> = new Set()
    for (const each of test.any)
      passed = passed.union(
        await passing(
          tick,
          each,
          walkers.filter(walker => !passed.has(walker)),
        ),
      )
    return passed
  }
  const { tx, tenant, now } = tick
  if ('happened' in test) {
    const { happened, within, has } = test
    const since = within === undefined ? undefined : addDuration(now, `-${within}`, tenant.settings.timeZone)
    const spanOf = ({ run }: Walker) => ({ since: since ?? new Date(run.entry.at) })
    if (has === undefined) return new Set((await happenedSince(tick, happened, walkers, spanOf)).keys())
    const facts = await allSince(tick, happened, walkers, spanOf)
    return new Set(walkers.filter(walker => hasFigure(has, facts.get(walker) ?? [])))
  }
  const ids = [...new Set(walkers.map(({ run }) => run.contact_id))]
  if ('reachable' in test) {
    const reached = await reachableContacts(tx, tenant.id, test.reachable, ids, now)
    return new Set(walkers.filter(({ run }) => reached.has(run.contact_id)))
  }
  const matching = await matchContacts(tx, tenant.id, test.rule, ids, now)
  return new Set(walkers.filter(({ run }) => matching.has(run.contact_id)))
}
