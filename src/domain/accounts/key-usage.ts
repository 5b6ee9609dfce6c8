import type { Db } from '../../storage/driver.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { addKeyUses, type KeyUse } from './accounts.sql.ts'

/** Counts which system calls with which key, in memory, and writes the sums down every few seconds. */
export interface KeyUsage {
  note(use: { tenantId: string; keyId: string; userAgent: string; apiVersion: string }, at: Date): void
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
      await addKeyUses(db, [...uses.values()])
    } catch (error) {
      onError(error)
      if (isUnavailable(error)) takeBack(uses)
    }
  }

  /** For the next flush, together with what was noted since. */
  function takeBack(uses: Map<string, Sum>) {
    const since = sums
    sums = uses
    for (const [id, { requests, lastSeenAt, ...use }] of since) {
      const sum = sums.get(id)
      if (sum) Object.assign(sum, { requests: sum.requests + requests, lastSeenAt })
      else sums.set(id, { ...use, requests, lastSeenAt })
    }
  }

  const timer = setInterval(flush, flushMs)
  timer.unref()

  return {
    note(use, at) {
      let userAgent = use.userAgent.slice(0, longestUserAgent)
      if (sums.size >= mostAgentsPerFlush && !sums.has(idOf(use, userAgent))) userAgent = others
      const id = idOf(use, userAgent)
      const sum = sums.get(id)
      if (sum) {
        sum.requests++
        sum.lastSeenAt = at
        return
      }
      const wellFormed = isSystemAndVersion(userAgent)
      sums.set(id, { ...use, userAgent, wellFormed, requests: 1, firstSeenAt: at, lastSeenAt: at })
    },
    flush,
    async stop() {
      clearInterval(timer)
      await flush()
    },
  }
}
