import { statfs } from 'node:fs/promises'
import { listTenants } from '../domain/accounts/list-accounts.ts'
import { type DayCount, readCounters } from '../domain/interactions/counters.ts'
import { listTroubledSegments } from '../domain/segments/slow-segments.ts'
import { findLate } from '../http/lateness.ts'
import { databaseTime, serverVersion } from '../storage/inspect.ts'
import { consumerLags } from '../storage/log/lag.ts'
import { pendingMigrations } from '../storage/migrate.ts'
import { type Command, positionals, type Workplace } from './command.ts'
import { durabilityWarning } from './durability.ts'
import { openConfiguredBlobs } from './wrong-values.ts'

interface Finding {
  readonly name: string
  readonly isGood: boolean
  readonly text: string
}

type Look = (workplace: Workplace) => Promise<Omit<Finding, 'name'>>

const good = (text: string) => ({ isGood: true, text })
const bad = (text: string) => ({ isGood: false, text })

const oldestServer = 150_000
const leastDiskBytes = 500 * 1024 * 1024
const mostClockSkewMs = 2000

const looks: Readonly<Record<string, Look>> = {
  async database({ database }) {
    const { text: version, number } = await serverVersion(database.pool)
    const text = `${database.kind === 'embedded' ? 'embedded ' : ''}PostgreSQL ${version}`
    return number >= oldestServer ? good(text) : bad(`${text} is too old: 15 is the least.`)
  },
  async durability({ database }) {
    const warning = await durabilityWarning(database)
    if (warning) return bad(warning)
    if (database.kind === 'server') return good('fsync, full_page_writes and synchronous_commit are on')
    return good('survives a killed process; a power cut needs a PostgreSQL server (README)')
  },
  async migrations({ database }) {
    const pending = await pendingMigrations(database.pool)
    return pending.length === 0
      ? good('up to date')
      : bad(`to be applied: ${pending.join(', ')} (parley migrate)`)
  },
  async disk({ config }) {
    const { bavail, bsize } = await statfs(config.dataFolder).catch(() => statfs('.'))
    const free = bavail * bsize
    const text = `${Math.round(free / 1024 ** 2)} MB free`
    return free >= leastDiskBytes ? good(text) : bad(text)
  },
  async blobs({ config }) {
    const blobs = openConfiguredBlobs(config)
    await blobs.check()
    return good(`${blobs.describe}: wrote, read and deleted`)
  },
  async clock({ database, clock }) {
    const before = clock.wall().getTime()
    const there = await databaseTime(database.pool)
    const middle = (before + clock.wall().getTime()) / 2
    const skew = Math.abs(there.getTime() - middle)
    const text = `${Math.round(skew)} ms from the database's`
    return skew <= mostClockSkewMs ? good(text) : bad(text)
  },
  async consumers({ db }) {
    const lags = await consumerLags(db)
    const failing = lags.find(lag => lag.failing > 0)
    if (failing) return bad(`${failing.consumer} fails for ${failing.failing} tenants: ${failing.lastError}`)
    return good(lags.map(lag => `${lag.consumer} ${lag.behind} behind`).join(', ') || 'none has run yet')
  },
  async late({ db, config }) {
    const late = await findLate(db, config.thresholds)
    const { lateSeconds } = config.thresholds
    return late.length === 0
      ? good(`nothing has been due for more than ${lateSeconds} s`)
      : bad(late.map(({ text }) => text).join('; '))
  },
  async segments({ db, config }) {
    const { slowSegmentMs } = config.thresholds
    const troubled = await listTroubledSegments(db, slowSegmentMs)
    if (troubled.length === 0) return good(`none takes more than ${slowSegmentMs} ms to check a contact`)
    return bad(
      troubled
        .map(({ tenant, name, msPerCheck, lastError }) => {
          const pace = msPerCheck === null ? '' : ` ${msPerCheck.toFixed(1)} ms a check`
          return `${tenant}/${name}:${pace}${lastError === null ? '' : ` failed: ${lastError.slice(0, 200)}`}`
        })
        .join('; '),
    )
  },
}

export const doctor: Command = {
  name: 'doctor',
  summary: 'Check the database, its durability, migrations, disk, blobs, clock, consumers and what is late.',
  usage: '',
  options: {},
  optionHelp: {},
  async run(workplace, args) {
    positionals(args)
    const findings: Finding[] = []
    for (const [name, look] of Object.entries(looks)) {
      const finding = await look(workplace).catch(error => bad((error as Error).message))
      findings.push({ name, ...finding })
    }
    const counters = await readAllCounters(workplace).catch(() => [])
    const isGood = findings.every(finding => finding.isGood)
    const lines = findings.map(
      ({ name, isGood, text }) => `${isGood ? 'ok  ' : 'BAD '} ${name.padEnd(12)}${text}`,
    )
    return {
      text: [...lines, ...counterLines(counters)].join('\n'),
      json: { ok: isGood, findings, counters },
      exitCode: isGood ? 0 : 1,
    }
  },
}

type TenantCount = DayCount & { readonly tenant: string }

/** Of the last seven days. */
async function readAllCounters({ db, clock }: Workplace): Promise<TenantCount[]> {
  const counts: TenantCount[] = []
  for (const tenant of await listTenants(db)) {
    const since = new Date(clock.now(tenant).getTime() - 6 * 86_400_000).toISOString().slice(0, 10)
    for (const count of await readCounters(db, tenant.id, since))
      counts.push({ tenant: tenant.slug, ...count })
  }
  return counts
}

function counterLines(counters: readonly TenantCount[]): string[] {
  if (counters.length === 0) return []
  const lines = counters.map(
    ({ tenant, schemaId, day, accepted, rejected, lastAcceptedAt, lastRejectedAt }) => {
      const last = [lastAcceptedAt, lastRejectedAt].map(time => time?.getTime() ?? 0)
      const seen = new Date(Math.max(...last)).toISOString()
      const name = `${tenant}/${schemaId}`.padEnd(32)
      return `${name}${day}  accepted ${String(accepted).padStart(7)}  rejected ${String(rejected).padStart(6)}  last ${seen}`
    },
  )
  return ['', 'Interactions of the last seven days (UTC):', ...lines]
}
