import type { DatabaseKind } from '../databases/database-place.ts'
import type { TargetName } from '../targets/target.ts'
import { appendToRecords, keepAsJson } from './keep-results.ts'
import { describeMachine, toText as machineToText } from './machine.ts'
import { type LoadLength, type Measurement, measure } from './measure.ts'
import { type IntakeBenchOptions, intakeHelp, readIntakeOptions } from './options.ts'
import { legend, toProgress, toText } from './report.ts'
import { summarize } from './summary.ts'
import { quietCores, waitForQuiet } from './wait-for-quiet.ts'

/**
 * Measures how fast interactions are taken in, beside what this machine can do at best. Answers 1 only when a request
 * was refused or a server broke: a slow run is a figure, not a failure.
 */
export async function runIntakeBench(args: readonly string[]): Promise<number> {
  const options = readIntakeOptions(args)
  if (options === 'help') {
    console.log(intakeHelp)
    return 0
  }
  const at = new Date()
  const machine = describeMachine()
  console.log(`${machineToText(machine)}\n`)

  const measurements: Measurement[] = []
  for (const kind of options.kinds) measurements.push(...(await measureAll(kind, options)))

  const summaries = options.kinds.map(kind =>
    summarize(
      kind,
      measurements.filter(each => each.kind === kind),
    ),
  )
  const { seconds, rounds } = options
  const text = [
    `${machineToText(machine)}; ${rounds} rounds of ${seconds} s each.`,
    ...summaries.map(toText),
    legend,
  ].join('\n\n')
  console.log(`\n${text}\n`)
  console.log(`All figures: ${keepAsJson(at, { at, machine, options, measurements, summaries })}`)
  if (options.isRecorded) appendToRecords(at, text)

  const broken = measurements.filter(each => Object.keys(each.refused).length > 0)
  for (const { target, connections, refused } of broken) {
    console.error(`Not all was accepted: ${target} at ${connections} connections: ${JSON.stringify(refused)}`)
  }
  return broken.length > 0 ? 1 : 0
}

/** Each round measures all three servers once, every second round in the opposite order, so that drift cancels out. */
async function measureAll(kind: DatabaseKind, options: IntakeBenchOptions): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const connections of options.connections) {
    for (let round = 0; round < options.rounds; round++) {
      for (const name of round % 2 === 0 ? options.targets : options.targets.toReversed()) {
        measurements.push(await measureInQuiet(name, kind, connections, options))
      }
    }
  }
  return measurements
}

const mostTries = 4

/** Measures again while others keep the machine busy, and goes by the quietest run. */
async function measureInQuiet(
  name: TargetName,
  kind: DatabaseKind,
  connections: number,
  length: LoadLength,
): Promise<Measurement> {
  let quietest: Measurement | undefined
  for (let attempt = 1; attempt <= mostTries; attempt++) {
    await waitForQuiet()
    const run = await measure(name, kind, connections, length)
    const isQuiet = run.otherCores <= quietCores
    console.log(`${toProgress(run)}${isQuiet ? '' : '  (noisy)'}`)
    if (!quietest || run.otherCores < quietest.otherCores) quietest = run
    if (isQuiet || Object.keys(run.refused).length > 0) break
  }
  return quietest!
}
