import type { EventData } from 'node:test'
import { spec } from 'node:test/reporters'

/** What came of a run. */
export interface Ending {
  readonly isGood: boolean
  /** How long each file took, with what was read and started for it. */
  readonly milliseconds: ReadonlyMap<string, number>
}

interface Event {
  readonly type: string
  readonly data: unknown
}

type Result = EventData.TestPass & EventData.TestFail

const shown = new Set([
  'test:start',
  'test:pass',
  'test:fail',
  'test:diagnostic',
  'test:stdout',
  'test:stderr',
])
const counted = ['tests', 'suites', 'passed', 'failed', 'cancelled', 'skipped', 'todo'] as const
const words = { passed: 'pass', failed: 'fail' } as const

/** Puts what several processes tell into one report of node's own form, file after file as they end. */
export function createReport(worker: string) {
  const began = performance.now()
  const printer = new spec()
  printer.pipe(process.stdout)
  const milliseconds = new Map<string, number>()
  const counts = { tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 }
  let isGood = true

  return {
    hasEnded: (file: string) => milliseconds.has(file),
    /** Takes what one process tells. Answers whether that was the end of a file. */
    lane() {
      let waiting: Event[] = []
      let since = performance.now()
      return ({ type, data }: Event): boolean => {
        if (type === 'test:fail') isGood = false
        if (type === 'test:summary') add(data as EventData.TestSummary)
        if (!shown.has(type) || isCount(type, data) || isSilence(type, data)) return false
        waiting.push({ type, data })
        const isEnd = (type === 'test:pass' || type === 'test:fail') && (data as Result).nesting === 0
        if (!isEnd) return false
        for (const event of waiting) printer.write(event)
        waiting = []
        const now = performance.now()
        milliseconds.set((data as Result).name, now - since)
        since = now
        return true
      }
    },
    /** A file whose process died or was stopped. */
    fail(file: string) {
      isGood = false
      counts.tests++
      counts.failed++
      const error = new Error('It did not end: its process died, or it took too long and was stopped.')
      const data = { name: file, nesting: 0, testNumber: 0, file, line: 1, column: 1 }
      printer.write({ type: 'test:fail', data: { ...data, details: { duration_ms: 0, error } } })
    },
    end(): Ending {
      const say = (message: string) =>
        printer.write({ type: 'test:diagnostic', data: { nesting: 0, message, level: 'info' } })
      for (const key of counted) say(`${words[key as 'passed'] ?? key} ${counts[key]}`)
      say(`duration_ms ${performance.now() - began}`)
      printer.end()
      return { isGood, milliseconds }
    },
  }

  function add({ file, counts: more }: EventData.TestSummary) {
    if (file !== undefined) return // the sum of all comes last
    const told: Partial<typeof counts> = more
    for (const key of counted) counts[key] += told[key] ?? 0
  }

  /** A process that ended before it told anything is a test that passed, for node. */
  function isSilence(type: string, data: unknown): boolean {
    if (type !== 'test:pass' || (data as Result).name !== worker) return false
    counts.tests--
    counts.passed--
    return true
  }
}

/** Each process ends with its own `pass 12` and the like. */
function isCount(type: string, data: unknown): boolean {
  return type === 'test:diagnostic' && (data as EventData.TestDiagnostic).nesting === 0
}
