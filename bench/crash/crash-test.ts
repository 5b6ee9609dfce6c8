import type { DatabaseKind } from '../databases/database-place.ts'
import { audit, type WholeAudit } from './audit.ts'
import { startClients } from './clients.ts'
import { untilCaughtUp } from './consumers.ts'
import { crashDay } from './day/day-test.ts'
import { untilFollowed } from './follow-ups.ts'
import { apiOf } from './furnish.ts'
import { type Counts, createLedger, type Ledger } from './ledger.ts'
import { type CrashOptions, crashHelp, readCrashOptions } from './options.ts'
import { createRandom } from './random.ts'
import { readBack } from './read-back.ts'
import { type Round, runRound, victimOf } from './round.ts'
import { type Stage, setStage } from './stage.ts'

/**
 * Kills Parley and PostgreSQL at random moments while clients post, and then looks whether the database holds exactly
 * what the clients were told. Answers 1 when it does not.
 *
 * SIGKILL proves that nothing is acknowledged before it is committed and that what was under way does no harm. It does
 * not prove what a power cut would do: the operating system lives on and writes what it was given.
 */
export async function runCrashTest(args: readonly string[]): Promise<number> {
  const options = readCrashOptions(args)
  if (options === 'help') {
    console.log(crashHelp)
    return 0
  }
  console.log(`Seed ${options.seed}`)
  let violations = 0
  const run = options.isDay ? crashDay : crash
  for (const kind of options.kinds) violations += await run(kind, options)
  return violations > 0 ? 1 : 0
}

async function crash(kind: DatabaseKind, options: CrashOptions): Promise<number> {
  const random = createRandom(options.seed)
  const ledger = createLedger()
  const stage = await setStage(kind, options.dialect)
  try {
    const clients = startClients(options.connections, stage, ledger, random.fork())
    for (let number = 1; number <= options.rounds; number++) {
      const before = ledger.counts()
      const round = await runRound(stage, victimOf(number, stage), random)
      console.log(`${kind} round ${number}: ${roundToText(round, before, ledger)}`)
    }
    await clients.stop()
    const restViolations = await bringToRest(stage, ledger)
    const result = await audit(stage, ledger.entries)
    const violations = [...restViolations, ...oddAnswers(ledger), ...result.violations]
    report(kind, options, result, ledger.counts(), violations)
    return violations.length
  } finally {
    await stage.remove()
  }
}

/** Lets the consumers finish, reads some of it over the API, and stops Parley as an operator would. */
async function bringToRest(stage: Stage, ledger: Ledger): Promise<string[]> {
  const violations = (await untilCaughtUp(stage.port)) ? [] : ['The consumers did not catch up in 30 s.']
  if (!(await untilFollowed(apiOf(stage.port, stage.demo), stage.followUps)))
    violations.push('Runs or messages were left over after 150 s.')
  if (!(await untilCaughtUp(stage.port)))
    violations.push('The consumers did not catch up with runs and messages.')
  violations.push(...(await readBack(stage.port, stage.demo, ledger.entries)))
  const code = await stage.parley().stop('SIGTERM', 10_000)
  if (code !== 0) violations.push(`Parley ended with ${code} instead of 0:\n${stage.parley().output()}`)
  return violations
}

function oddAnswers({ odd }: Ledger): string[] {
  return [...odd].map(([answer, count]) => `${count} times the answer was ${answer}`)
}

function roundToText(round: Round, before: Counts, ledger: Ledger): string {
  const { accepted, rejected, unknown } = ledger.counts()
  const { victim, afterSeconds, wasKilledTwice, readyInSeconds } = round
  return [
    `killed ${victim} after ${afterSeconds.toFixed(2)} s${wasKilledTwice ? ' and again at its start' : ''}`,
    `ready in ${readyInSeconds.toFixed(2)} s`,
    `${accepted - before.accepted} accepted`,
    `${rejected - before.rejected} rejected`,
    `${unknown - before.unknown} unknown`,
    `slowest answer ${(ledger.takeSlowest() / 1000).toFixed(2)} s`,
  ].join(', ')
}

const mostShown = 20

function report(
  kind: DatabaseKind,
  { rounds }: CrashOptions,
  result: WholeAudit,
  { unknown }: Counts,
  violations: readonly string[],
) {
  for (const violation of violations.slice(0, mostShown)) console.error(`VIOLATION ${violation}`)
  if (violations.length > mostShown) console.error(`… and ${violations.length - mostShown} more`)
  const { acknowledged, stored, rejected, keptRejected, writtenUnknown, lost, duplicated, followed } = result
  console.log(
    `${kind}: ${rejected} answered as rejected, ${keptRejected} kept; of ${unknown} unknown, ${writtenUnknown} written`,
  )
  const { runs, steps, sends, members } = followed
  console.log(
    `${kind}: ${runs} runs with ${steps} steps, ${sends} messages, ${members} members of a live segment`,
  )
  console.log(
    `${rounds} rounds: acknowledged ${acknowledged}, stored ${stored}, lost ${lost}, duplicated ${duplicated}\n`,
  )
}
