import type { Metric, Registry } from 'prom-client'

/** Observes one answer of an operation: its status, and how long it took. */
export type Observe = (status: number, seconds: number) => void

interface Tally {
  readonly labels: Readonly<Record<string, string>>
  readonly statuses: Map<number, number>
  /** By bucket; what took longer than all is in the last one. */
  readonly counts: number[]
  seconds: number
}

/**
 * Counts requests and their durations under the names that Prometheus knows. An observation is two additions: it
 * happens with every request, and the library's own histogram took 3 % of the time of a small one. What a scrape reads
 * is put together when it is asked for.
 */
export function createRequestTallies(registry: Registry, buckets: readonly number[]) {
  const tallies: Tally[] = []

  register(registry, 'counter', 'parley_http_requests_total', 'Requests answered.', () =>
    tallies.flatMap(({ labels, statuses }) =>
      [...statuses].map(([status, value]) => ({ labels: { ...labels, status: String(status) }, value })),
    ),
  )
  const duration = 'parley_http_request_duration_seconds'
  register(registry, 'histogram', duration, 'Time from the last byte of the head to the answer.', () =>
    tallies.flatMap(({ labels, counts, seconds }) => {
      let total = 0
      const upTo = [...buckets, '+Inf'].map((le, index) => {
        total += counts[index]!
        return { metricName: `${duration}_bucket`, labels: { le: String(le), ...labels }, value: total }
      })
      if (total === 0) return []
      const sum = { metricName: `${duration}_sum`, labels, value: seconds }
      return [...upTo, sum, { metricName: `${duration}_count`, labels, value: total }]
    }),
  )

  return (labels: Tally['labels']): Observe => {
    const tally: Tally = { labels, statuses: new Map(), counts: [...buckets, 0].fill(0), seconds: 0 }
    tallies.push(tally)
    return (status, seconds) => {
      tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
      let bucket = 0
      while (bucket < buckets.length && seconds > buckets[bucket]!) bucket++
      tally.counts[bucket]!++
      tally.seconds += seconds
    }
  }
}

function register(registry: Registry, type: string, name: string, help: string, values: () => object[]) {
  const metric = {
    name,
    help,
    type,
    aggregator: 'sum',
    get: async () => ({ name, help, type, values: values() }),
  }
  registry.registerMetric(metric as unknown as Metric)
}
