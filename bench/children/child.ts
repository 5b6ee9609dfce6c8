import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { noteUndo } from './undo.ts'

export interface Child {
  readonly pid: number
  readonly process: ChildProcess
  /** The last of what it printed, for when something went wrong. */
  output(): string
  hasExited(): boolean
  /** Resolves with the exit code, or with null when a signal ended it. */
  readonly exited: Promise<number | null>
  /** Asks it to end, waits, and kills it when it does not. Answers the exit code. */
  stop(signal?: NodeJS.Signals, patienceMs?: number): Promise<number | null>
  kill(): Promise<void>
}

const keptOutput = 8000

/** Starts a program that ends when this one does. */
export function startChild(file: string, args: readonly string[], options: SpawnOptions = {}): Child {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  if (child.pid === undefined) throw new Error(`Could not start ${file}.`)

  let output = ''
  const keep = (text: string) => {
    output = (output + text).slice(-keptOutput)
  }
  child.stdout?.setEncoding('utf8').on('data', keep)
  child.stderr?.setEncoding('utf8').on('data', keep)

  const exited = once(child, 'exit').then(([code]) => code as number | null)
  const hasExited = () => child.exitCode !== null || child.signalCode !== null

  async function kill() {
    child.kill('SIGKILL')
    await exited
  }
  const undo = noteUndo(kill)
  exited.then(undo)

  async function stop(signal: NodeJS.Signals = 'SIGTERM', patienceMs = 12_000) {
    child.kill(signal)
    const patience = new AbortController()
    await Promise.race([exited, delay(patienceMs, undefined, { signal: patience.signal }).catch(() => {})])
    patience.abort()
    if (!hasExited()) await kill()
    return exited
  }

  return { pid: child.pid, process: child, output: () => output, hasExited, exited, stop, kill }
}

/** Our own environment without what would configure Parley or its database. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('PARLEY_') && !name.startsWith('PG') && name !== 'DATABASE_URL',
  )
  return Object.fromEntries(kept)
}
