import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { serverEntry } from '../../bin/server.cjs'

const root = new URL('../../', import.meta.url).pathname

/** Parley itself, on the Node that runs this. */
export const program = [
  process.execPath,
  '--disable-warning=ExperimentalWarning',
  `${root}${serverEntry(process.execPath)}`,
]
/** Parley as `npm start` runs it: by whatever `node` is installed, handing over to the pinned one. */
export const wrapper = ['node', `${root}bin/parley.cjs`]
/** The command of the README. Its `--` hands what follows to Parley. */
export const npmStart = ['npm', '--prefix', root, 'start', '--']

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Started {
  readonly child: ChildProcess
  /** What it has said so far. */
  readonly output: { stdout: string; stderr: string }
  readonly finished: Promise<Finished>
  /** Kills it and all that it has started. */
  kill(): void
}

/** Runs a program; one that has children in a process group of its own, as a terminal does. */
export function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const [file = '', ...args] = command
  const hasChildren = file === wrapper[0] || file === npmStart[0]
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: hasChildren,
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    output.stderr += text
  })
  const finished = once(child, 'close').then(([code]) => ({ code, ...output }))
  const kill = () => {
    if (!hasChildren) return void child.kill('SIGKILL')
    try {
      process.kill(-child.pid!, 'SIGKILL')
    } catch {
      // they are all gone
    }
  }
  return { child, output, finished, kill }
}
