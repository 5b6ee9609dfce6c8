import type { Tx } from '../../storage/driver.ts'
import type { Match } from './definition.ts'
import { type Fact, matches, typesOf, valuesOf } from './fact.ts'
import { type Question, selectEventsSince, selectInteractionsSince } from './facts.sql.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

/** For a figure so many are looked at. */
const mostCounted = 1000
/** Of what a contact did so many facts of a kind are looked at for one whose values fit, the newest first. */
const mostLookedAt = 100

/** What contacts did that fits, since a time: of each the values of the newest facts. */
export async function factsSince(
  tx: Tx,
  tenantId: string,
  match: Match,
  contactIds: readonly string[],
  since: Date,
  most: number,
): Promise<ReadonlyMap<string, readonly Fact['data'][]>> {
  const questions = contactIds.map(contactId => ({ contactId, since, except: nobody }))
  const found = await ask(tx, tenantId, match, questions, most)
  const fitting = found.filter(({ fact }) => matches(match, fact))
  return new Map(
    [...Map.groupBy(fitting, ({ n }) => contactIds[n]!)].map(([id, own]) => [
      id,
      own.map(({ fact }) => valuesOf(fact)),
    ]),
  )
}

const nobody = '00000000-0000-0000-0000-000000000000'

const ask = (db: Tx, tenantId: string, match: Match, questions: readonly Question[], most: number) =>
  match.kind === 'interaction'
    ? selectInteractionsSince(db, tenantId, (match.schemaId as string) ?? null, questions, most)
    : selectEventsSince(db, tenantId, typesOf(match), questions, most)

/** Which facts of a contact are asked for. */
export type Span = Omit<Question, 'contactId' | 'except'>

/** For those whose contact did something that fits in a span: the newest such fact. Their entry does not count. */
export async function happenedSince(
  { tx, tenant }: Pick<Tick, 'tx' | 'tenant'>,
  match: Match,
  walkers: readonly Walker[],
  spanOf: (walker: Walker) => Span,
): Promise<ReadonlyMap<Walker, Fact>> {
  if (walkers.length === 0) return new Map()
  const questions = questionsOf(walkers, spanOf)
  const { kind, where, ...details } = match
  const isPlain = where === undefined && (kind === 'interaction' || Object.keys(details).length === 0)
  const limit = isPlain ? 1 : mostLookedAt
  const found = await ask(tx, tenant.id, match, questions, limit)
  const answers = new Map<Walker, Fact>()
  for (const { n, fact } of found) {
    const walker = walkers[n]!
    if (!answers.has(walker) && matches(match, fact)) answers.set(walker, fact)
  }
  return answers
}

/** For each whose contact did something that fits in a span: the values of all of it. Their entry does not count. */
export async function allSince(
  { tx, tenant }: Pick<Tick, 'tx' | 'tenant'>,
  match: Match,
  walkers: readonly Walker[],
  spanOf: (walker: Walker) => Span,
): Promise<ReadonlyMap<Walker, readonly Fact['data'][]>> {
  const found = await ask(tx, tenant.id, match, questionsOf(walkers, spanOf), mostCounted)
  const fitting = found.filter(({ fact }) => matches(match, fact))
  return new Map(
    [...Map.groupBy(fitting, ({ n }) => walkers[n]!)].map(([walker, own]) => [
      walker,
      own.map(({ fact }) => valuesOf(fact)),
    ]),
  )
}

const questionsOf = (walkers: readonly Walker[], spanOf: (walker: Walker) => Span): Question[] =>
  walkers.map(walker => ({
    ...spanOf(walker),
    contactId: walker.run.contact_id,
    except: walker.run.entry_fact,
  }))
