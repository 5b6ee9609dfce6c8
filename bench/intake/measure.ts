import { busySecondsOfMachine, cpuSecondsOf, type Memory, memoryOf } from '../children/proc.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { type LoadResult, runLoad } from '../load/run-load.ts'
import { startTarget, type Target, type TargetName } from '../targets/target.ts'

export interface Measurement {
  readonly target: TargetName
  readonly kind: DatabaseKind
  readonly connections: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
  /** CPU seconds per 10 000 requests of the server's process; embedded PostgreSQL is part of it. */
  readonly cpuPer10k: number
  /** The same of the sessions of a server database, its shared processes (WAL writer, checkpointer) left out. */
  readonly databaseCpuPer10k: number | undefined
  readonly generatorCpuPer10k: number
  /** Cores that neither server, sessions nor generator used: the kernel's own work and strangers. A noisy run has more. */
  readonly otherCores: number
  readonly memory: Memory
  readonly refused: LoadResult['refused']
}

export interface LoadLength {
  readonly warmupSeconds: number
  readonly seconds: number
}

/** Starts one server, loads it, reads what it used, and takes everything away again. */
export async function measure(
  name: TargetName,
  kind: DatabaseKind,
  connections: number,
  { warmupSeconds, seconds }: LoadLength,
): Promise<Measurement> {
  const target = await startTarget(name, kind)
  const { child, port, requestText } = target
  try {
    const settings = { port, requestText, connections, warmupSeconds, seconds }
    const { load, before, after } = await runLoad(settings, () => readCpu(target))
    if (child.hasExited()) throw new Error(`${name} ended under load:\n${child.output()}`)
    const server = after.server - before.server
    const sessions = target.database && sessionSeconds(before, after)
    const machine = after.machine - before.machine
    const per10k = (seconds: number) => (seconds / load.requests) * 10_000
    return {
      target: name,
      kind,
      connections,
      requestsPerSecond: load.requests / load.seconds,
      p50Ms: load.p50Ms,
      p99Ms: load.p99Ms,
      longestMs: load.longestMs,
      cpuPer10k: per10k(server),
      databaseCpuPer10k: sessions === undefined ? undefined : per10k(sessions),
      generatorCpuPer10k: per10k(load.ownCpuSeconds),
      otherCores: (machine - server - (sessions ?? 0) - load.ownCpuSeconds) / load.seconds,
      memory: memoryOf(child.pid),
      refused: load.refused,
    }
  } finally {
    await target.stop()
  }
}

/** CPU seconds so far. */
interface CpuReading {
  readonly machine: number
  readonly server: number
  /** By process id. */
  readonly sessions: ReadonlyMap<number, number>
}

async function readCpu({ child, database }: Target): Promise<CpuReading> {
  const [machine, server] = [busySecondsOfMachine(), cpuSecondsOf(child.pid)]
  const pids = (await database?.backends()) ?? []
  return { machine, server, sessions: new Map(pids.map(pid => [pid, cpuSecondsOf(pid)])) }
}

function sessionSeconds(before: CpuReading, after: CpuReading): number {
  let total = 0
  for (const [pid, seconds] of after.sessions) total += seconds - (before.sessions.get(pid) ?? 0)
  return total
}
