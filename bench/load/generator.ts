/** The load generator: runs in a process of its own, started by run-load.ts. */
import { ownSettings, tellParent } from '../children/own-settings.ts'
import { openConnection } from './connection.ts'
import { createHistogram } from './histogram.ts'
import { type LoadResult, type LoadSettings, numberPlace } from './run-load.ts'

const { port, requestText, connections, warmupSeconds, seconds } = ownSettings<LoadSettings>()

const request = Buffer.from(requestText)
const numberAt = request.indexOf(numberPlace)
let sent = 0

/** The bytes of a request, which are another one's only after its answer. */
function requestOfConnection(): () => Buffer {
  if (numberAt < 0) return () => request
  const own = Buffer.from(request)
  return () => {
    own.write(String(++sent).padStart(numberPlace.length, '0'), numberAt, 'latin1')
    return own
  }
}

const latencies = createHistogram()
const refused: Record<string, number> = {}
let isOver = false
let open = connections
let isFinished = false
let measuredSeconds = 0
let ownCpuSeconds = 0

function refuse(reason: string) {
  refused[reason] = (refused[reason] ?? 0) + 1
}

for (let index = 0; index < connections; index++) {
  openConnection(port, requestOfConnection(), {
    onAnswer(status, microseconds) {
      if (isOver) return
      latencies.add(microseconds)
      if (status < 200 || status > 299) refuse(`status ${status}`)
    },
    onEnd(problem) {
      if (problem !== undefined) refuse(problem)
      open--
      if (open === 0) finish()
    },
    goesOn: () => !isOver,
  })
}

setTimeout(measure, warmupSeconds * 1000)

function measure() {
  tellParent({ type: 'measuring' })
  const startedAt = performance.now()
  const cpuAtStart = process.cpuUsage()
  latencies.clear()
  setTimeout(() => {
    isOver = true
    measuredSeconds = (performance.now() - startedAt) / 1000
    const { user, system } = process.cpuUsage(cpuAtStart)
    ownCpuSeconds = (user + system) / 1e6
    tellParent({ type: 'measured' })
    setTimeout(() => {
      refuse('no answer within 5 s')
      finish()
    }, 5000)
  }, seconds * 1000)
}

function finish() {
  if (isFinished) return
  isFinished = true
  if (!isOver) {
    console.error('All connections broke:', refused)
    process.exit(1)
  }
  const result: LoadResult = {
    type: 'result',
    requests: latencies.count(),
    seconds: measuredSeconds,
    p50Ms: latencies.percentile(0.5),
    p99Ms: latencies.percentile(0.99),
    longestMs: latencies.longest(),
    ownCpuSeconds,
    refused,
  }
  tellParent(result)
  process.disconnect()
}
