import type { Db } from '../../storage/driver.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { addKeyUses, type KeyUse } from './accounts.sql.ts'

/** A request with a key. */
export interface Use {
  readonly tenantId: string
  readonly keyId: string
  readonly userAgent: string
  readonly apiVersion: string
  /** It was not let in. */
  readonly isRefused?: boolean
}

/** Counts which system calls with which key, in memory, and writes the sums down every few seconds. */
export interface KeyUsage {
  note(use: Use, at: Date): void
  flush(): Promise<void>
  stop(): Promise<void>
}

const flushMs = 5000
/** A stranger's header must not fill the memory or the table. */
const longestUserAgent = 200
const mostAgentsPerFlush = 1000
const others = '(others)'
const systemAndVersion = /^[^\s/]+\/[^\s/]+/

/** True for the form `System/Version` that callers are asked to use. */
export function isSystemAndVersion(userAgent: string): boolean {
  return systemAndVersion.test(userAgent)
}

const idOf = ({ keyId, apiVersion }: { keyId: string; apiVersion: string }, userAgent: string) =>
  `${keyId} ${apiVersion} ${userAgent}`

export function startKeyUsage(db: Db, onError: (error: unknown) => void): KeyUsage {
  type Sum = { -readonly [K in keyof KeyUse]: KeyUse[K] }
  let sums = new Map<string, Sum>()

  async function flush() {
    if (sums.size === 0) return
    const uses = sums
    sums = new Map()
    try {
      await addKeyUses(db, [...uses.values()], others)
    } catch (error) {
      onError(error)
      if (isUnavailable(error)) takeBack(uses)
    }
  }

  /** For the next flush, together with what was noted since. */
  function takeBack(uses: Map<string, Sum>) {
    const since = sums
    sums = uses
    for (const [id, use] of since) {
      const sum = sums.get(id)
      if (!sum) sums.set(id, use)
      else {
        sum.requests += use.requests
        sum.refused += use.refused
        sum.lastSeenAt = use.lastSeenAt
      }
    }
  }

  function sumOf(use: Use, userAgent: string, at: Date): Sum {
    const id = idOf(use, userAgent)
    const known = sums.get(id)
    if (known) return known
    const { tenantId, keyId, apiVersion } = use
    const wellFormed = isSystemAndVersion(userAgent)
    const seen = { requests: 0, refused: 0, firstSeenAt: at, lastSeenAt: at }
    const sum = { tenantId, keyId, apiVersion, userAgent, wellFormed, ...seen }
    sums.set(id, sum)
    return sum
  }

  const timer = setInterval(flush, flushMs)
  timer.unref()

  return {
    note(use, at) {
      let userAgent = use.userAgent.slice(0, longestUserAgent)
      if (sums.size >= mostAgentsPerFlush && !sums.has(idOf(use, userAgent))) userAgent = others
      const sum = sumOf(use, userAgent, at)
      if (use.isRefused) sum.refused++
      else sum.requests++
      sum.lastSeenAt = at
    },
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}
