import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { createRequestTallies, type Observe } from './request-tallies.ts'

/** What an operator's Prometheus reads at /metrics. No label holds anything that a client can make up. */
export interface Metrics {
  /** One observer per operation, so that counting a request looks nothing up by name. */
  forOperation(dialect: string, version: string, operation: string): Observe
  intakeBatch(size: number, seconds: number): void
  webhookAttempt(result: 'delivered' | 'failed', seconds: number): void
  runsAdvanced(count: number): void
  /** Asked just before each scrape. */
  beforeScrape(read: (gauges: Gauges) => Promise<void>): void
  render(): Promise<{ contentType: string; text: string }>
}

export interface Gauges {
  readonly logLag: Gauge<'consumer' | 'log'>
  readonly logFailing: Gauge<'consumer' | 'log'>
  readonly oldestUnprocessed: Gauge<'consumer' | 'log'>
  readonly logHandled: Counter<'consumer' | 'log'>
  readonly pool: Gauge<'state'>
  readonly webhooksWaiting: Gauge
  readonly webhooksOldestDue: Gauge
  readonly runsOldestDue: Gauge
  readonly sends: Gauge<'state'>
  readonly sendsOldestDue: Gauge
  readonly segments: Gauge<'state'>
  readonly segmentSlowestCheck: Gauge
}

const latencies = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const tallyOf = createRequestTallies(registry, latencies)
  const batchSizes = new Histogram({
    name: 'parley_intake_batch_size',
    help: 'Interactions committed together.',
    buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    registers,
  })
  const batchSeconds = new Histogram({
    name: 'parley_intake_batch_seconds',
    help: 'Time from the start of an intake transaction to its end.',
    buckets: latencies,
    registers,
  })
  const webhookSeconds = new Histogram({
    name: 'parley_webhook_attempt_seconds',
    help: 'Time of an attempt to deliver to a webhook, by result.',
    labelNames: ['result'],
    buckets: [...latencies, 15],
    registers,
  })
  const runsAdvanced = new Counter({
    name: 'parley_automation_runs_advanced_total',
    help: 'Runs of automations that this process let do their steps.',
    registers,
  })
  const byConsumer = { labelNames: ['consumer', 'log'] as const, registers }
  const gauges: Gauges = {
    logLag: new Gauge({
      name: 'parley_log_lag',
      help: 'Facts that a consumer has yet to handle.',
      ...byConsumer,
    }),
    logFailing: new Gauge({
      name: 'parley_log_consumer_failing_tenants',
      help: 'Tenants for whom a consumer failed and will try again.',
      ...byConsumer,
    }),
    oldestUnprocessed: new Gauge({
      name: 'parley_log_oldest_unprocessed_seconds',
      help: 'Age of the oldest fact that a consumer has yet to handle.',
      ...byConsumer,
    }),
    logHandled: new Counter({
      name: 'parley_log_handled_total',
      help: 'Facts that a consumer has handled: its rate is how fast the consumer is.',
      ...byConsumer,
    }),
    pool: new Gauge({
      name: 'parley_db_pool_connections',
      help: 'Connections by state.',
      labelNames: ['state'],
      registers,
    }),
    webhooksWaiting: new Gauge({
      name: 'parley_webhook_deliveries_waiting',
      help: 'Deliveries that wait, due or not, those of disabled webhooks included.',
      registers,
    }),
    webhooksOldestDue: new Gauge({
      name: 'parley_webhook_oldest_due_seconds',
      help: 'For how long a delivery to an enabled webhook has been due at most.',
      registers,
    }),
    runsOldestDue: new Gauge({
      name: 'parley_run_oldest_due_seconds',
      help: 'For how long a run of a running automation has been due at most.',
      registers,
    }),
    sends: new Gauge({
      name: 'parley_sends',
      help: 'Sends by state: all that wait or are being sent, of the others those made within the last hour.',
      labelNames: ['state'],
      registers,
    }),
    sendsOldestDue: new Gauge({
      name: 'parley_send_oldest_due_seconds',
      help: 'For how long a send has been due at most, those of paused campaigns left out.',
      registers,
    }),
    segments: new Gauge({
      name: 'parley_segments',
      help: 'Segments that are slow to check, that failed last, or that are not computed as a whole.',
      labelNames: ['state'],
      registers,
    }),
    segmentSlowestCheck: new Gauge({
      name: 'parley_segment_slowest_check_seconds',
      help: 'What checking one contact takes in the slowest segment, on the average.',
      registers,
    }),
  }
  const readers: ((gauges: Gauges) => Promise<void>)[] = []

  return {
    forOperation: (dialect, version, operation) => tallyOf({ dialect, version, operation }),
    intakeBatch(size, seconds) {
      batchSizes.observe(size)
      batchSeconds.observe(seconds)
    },
    webhookAttempt: (result, seconds) => webhookSeconds.observe({ result }, seconds),
    runsAdvanced: count => runsAdvanced.inc(count),
    beforeScrape: read => void readers.push(read),
    async render() {
      for (const read of readers) await read(gauges)
      return { contentType: registry.contentType, text: await registry.metrics() }
    },
  }
}
