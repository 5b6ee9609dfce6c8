/** What many measurements of one kind of database come to. Pure. */
import type { DatabaseKind } from '../databases/database-place.ts'
import { eventsInBulk } from '../load/event-request.ts'
import { letters, type TargetName, targetNames } from '../targets/target.ts'
import type { Measurement } from './measure.ts'

export interface Line {
  readonly target: TargetName
  readonly connections: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
  readonly cpuPer10k: number
  readonly databaseCpuPer10k: number | undefined
  readonly generatorCpuPer10k: number
  readonly otherCores: number
  readonly residentMb: number
  readonly peakMb: number
}

/** Of the requests per second of two servers in the same round. */
export interface Ratio {
  readonly of: TargetName
  readonly to: TargetName
  readonly connections: number
  readonly median: number
  readonly least: number
  readonly most: number
}

export interface Owed {
  readonly what: string
  readonly figure: string
  readonly isMet: boolean
}

export interface Summary {
  readonly kind: DatabaseKind
  readonly lines: readonly Line[]
  readonly ratios: readonly Ratio[]
  readonly owed: readonly Owed[]
}

export function summarize(kind: DatabaseKind, measurements: readonly Measurement[]): Summary {
  const connections = [...new Set(measurements.map(each => each.connections))]
  const lines = connections.flatMap(count =>
    targetNames.flatMap(target => {
      const runs = measurements.filter(each => each.target === target && each.connections === count)
      return runs.length > 0 ? [toLine(runs)] : []
    }),
  )
  const pairs = [
    ['parley', 'grouped-insert'],
    ['parley', 'bare-http'],
    ['grouped-insert', 'bare-http'],
    ['parley-with-webhooks', 'parley'],
    ['events', 'parley'],
    ['parley-with-all', 'parley'],
    ['bulk-events', 'bulk-insert'],
    ['bulk-events', 'bulk-numbered'],
    ['bulk-numbered', 'bulk-insert'],
  ] as const
  const measured = new Set(measurements.map(each => each.target))
  const ratios = connections.flatMap(count => {
    const ofCount = measurements.filter(each => each.connections === count)
    return pairs
      .filter(([of, to]) => measured.has(of) && measured.has(to))
      .map(([of, to]) => toRatio(of, to, count, ofCount))
  })
  return { kind, lines, ratios, owed: owedBy(kind, lines, ratios) }
}

function toLine(runs: readonly Measurement[]): Line {
  const [{ target, connections }] = runs as [Measurement]
  const middle = (figure: (run: Measurement) => number) => median(runs.map(figure))
  const databaseCpu = runs.flatMap(run => run.databaseCpuPer10k ?? [])
  return {
    target,
    connections,
    requestsPerSecond: middle(run => run.requestsPerSecond),
    p50Ms: middle(run => run.p50Ms),
    p99Ms: middle(run => run.p99Ms),
    longestMs: Math.max(...runs.map(run => run.longestMs)),
    cpuPer10k: middle(run => run.cpuPer10k),
    databaseCpuPer10k: databaseCpu.length > 0 ? median(databaseCpu) : undefined,
    generatorCpuPer10k: middle(run => run.generatorCpuPer10k),
    otherCores: middle(run => run.otherCores),
    residentMb: Math.max(...runs.map(run => run.memory.residentMb)),
    peakMb: Math.max(...runs.map(run => run.memory.peakMb)),
  }
}

/** Each round's own ratio, because the two servers ran within a minute of each other and the machine's mood changes. */
function toRatio(of: TargetName, to: TargetName, connections: number, runs: readonly Measurement[]): Ratio {
  const speeds = (target: TargetName) =>
    runs.filter(run => run.target === target).map(run => run.requestsPerSecond)
  const below = speeds(to)
  const ratios = speeds(of).map((speed, round) => speed / below[round]!)
  return {
    of,
    to,
    connections,
    median: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  }
}

/**
 * What is owed, by server and floor. Of events in bulk 40 000 a second where the floor that stores as much does 46 000:
 * (h), which has one index and no numbers, is beyond the reach of whatever has them.
 */
const owedRatios = [
  { of: 'parley', to: 'grouped-insert', least: 0.6, at: [16, 64, 256], kinds: ['embedded', 'server'] },
  { of: 'parley-with-webhooks', to: 'parley', least: 0.9, at: [64], kinds: ['embedded', 'server'] },
  { of: 'parley-with-all', to: 'parley', least: 0.9, at: [64], kinds: ['embedded', 'server'] },
  { of: 'events', to: 'parley', least: 0.9, at: [64], kinds: ['embedded', 'server'] },
  { of: 'bulk-events', to: 'bulk-numbered', least: 40 / 46, at: [64], kinds: ['server'] },
] as const

function owedBy(kind: DatabaseKind, lines: readonly Line[], ratios: readonly Ratio[]): Owed[] {
  return [...ratiosOwed(kind, ratios), ...limitsOwed(kind, lines)]
}

function ratiosOwed(kind: DatabaseKind, ratios: readonly Ratio[]): Owed[] {
  return owedRatios.flatMap(({ of, to, least, at, kinds }) => {
    if (!kinds.some(each => each === kind)) return []
    return ratios
      .filter(each => each.of === of && each.to === to && at.some(count => count === each.connections))
      .map(({ median, connections }) => ({
        what: `(${letters[of]}) ≥ ${least.toFixed(2)} × (${letters[to]}) at ${connections} connections`,
        figure: median.toFixed(2),
        isMet: median >= least,
      }))
  })
}

function limitsOwed(kind: DatabaseKind, lines: readonly Line[]): Owed[] {
  const owed: Owed[] = []
  const atSixtyFour = (target: TargetName) =>
    lines.find(line => line.target === target && line.connections === 64)
  const inBulk = atSixtyFour('bulk-events')
  if (kind === 'server' && inBulk) {
    const perSecond = inBulk.requestsPerSecond * eventsInBulk
    const figure = `${Math.round(perSecond)} events/s`
    owed.push({ what: '(f) ≥ 40 000 events/s at 64 connections', figure, isMet: perSecond >= 40_000 })
  }
  const single = atSixtyFour('parley')
  if (single) {
    const figure = `${single.p99Ms.toFixed(1)} ms`
    owed.push({ what: 'p99 of (c) < 60 ms at 64 connections', figure, isMet: single.p99Ms < 60 })
  }
  const resident = lines.filter(line => line.target === 'parley').map(line => line.residentMb)
  if (kind === 'server' && resident.length > 0) {
    const residentMb = Math.max(...resident)
    const figure = `${residentMb.toFixed(0)} MB`
    owed.push({ what: 'resident memory of (c) < 350 MB', figure, isMet: residentMb < 350 })
  }
  return owed
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
