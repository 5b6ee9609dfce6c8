/** The figures as text: a Markdown table, so that RESULTS.md holds what the terminal showed. Pure. */
import { letters } from '../targets/target.ts'
import type { Measurement } from './measure.ts'
import type { Line, Ratio, Summary } from './summary.ts'

export const legend = `(a) bare node:http: parses and answers · (b) the floor: Fastify + Ajv + grouped insert · (c) Parley · (d) with
five webhooks · (e) events of the WebEngage dialect · (f) 25 of them in each request · (g) like
(d), with 100 automations, of which 20 fit, and 50 live segments besides · (h) the floor of (f): as (b), 25 rows a request
· (i) the same with gapless numbers and three more indexes, as Parley stores them
CPU in seconds per 10 000 requests: of the server's process (embedded PostgreSQL is a thread of it), of the sessions of
a server PostgreSQL (its WAL writer and checkpointer left out), of the load generator. "other": how many cores someone
else used; a run with more than 0.25 was repeated up to three times. Memory in MB: resident at the end, and the peak.`

const columns = [
  'server',
  'connections',
  'requests/s',
  'p50 ms',
  'p99 ms',
  'longest ms',
  'CPU server',
  'CPU database',
  'CPU generator',
  'other',
  'RSS',
  'peak RSS',
]

export function toText(summary: Summary): string {
  const title = summary.kind === 'embedded' ? 'Embedded PostgreSQL' : 'Server PostgreSQL'
  return [
    `### ${title}`,
    toTable([columns, ...summary.lines.map(toCells)]),
    toTable([['ratio', 'connections', 'median', 'of the rounds'], ...summary.ratios.map(toRatioCells)]),
    summary.owed
      .map(({ what, figure, isMet }) => `- owed: ${what}: ${figure}, ${isMet ? 'met' : 'NOT MET'}`)
      .join('\n'),
  ]
    .filter(part => part !== '')
    .join('\n\n')
}

export function toProgress(run: Measurement): string {
  const { target, kind, connections, requestsPerSecond, p50Ms, p99Ms, longestMs, otherCores } = run
  const name = `(${letters[target]}) ${target}`.padEnd(20)
  const figures = `${thousands(requestsPerSecond).padStart(7)}/s  p50 ${p50Ms.toFixed(1)}  p99 ${p99Ms.toFixed(1)}  longest ${longestMs.toFixed(0)} ms`
  return `${kind} ${String(connections).padStart(4)}  ${name} ${figures}  other ${otherCores.toFixed(2)} cores`
}

function toCells(line: Line): string[] {
  return [
    `(${letters[line.target]}) ${line.target}`,
    String(line.connections),
    thousands(line.requestsPerSecond),
    line.p50Ms.toFixed(1),
    line.p99Ms.toFixed(1),
    line.longestMs.toFixed(0),
    line.cpuPer10k.toFixed(2),
    line.databaseCpuPer10k?.toFixed(2) ?? '',
    line.generatorCpuPer10k.toFixed(2),
    line.otherCores.toFixed(2),
    line.residentMb.toFixed(0),
    line.peakMb.toFixed(0),
  ]
}

function toRatioCells({ of, to, connections, median, least, most }: Ratio): string[] {
  const name = `(${letters[of]}) / (${letters[to]})`
  return [name, String(connections), median.toFixed(2), `${least.toFixed(2)} to ${most.toFixed(2)}`]
}

function toTable([head = [], ...rows]: string[][]): string {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map(row => row[column]?.length ?? 0)),
  )
  const toRow = (cells: string[]) => {
    const padded = cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    return `| ${padded.join(' | ')} |`
  }
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [toRow(head), toRow(rule), ...rows.map(toRow)].join('\n')
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en-US').replaceAll(',', ' ')
}
