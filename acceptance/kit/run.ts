import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

const root = new URL('../../', import.meta.url).pathname

/** Parley itself, on the Node that runs this. */
export const source = [process.execPath, '--disable-warning=ExperimentalWarning', `${root}src/main.ts`]
/** Parley as `npm start` runs it: by whatever `node` is installed, handing over to the pinned one. */
export const wrapper = ['node', `${root}bin/parley.cjs`]

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
}

/** Runs a program; the wrapper in a process group of its own, as a terminal does, for it has a child. */
export function run(command: readonly string[], env: Readonly<Record<string, string>> = {}): Started {
  const [program = '', ...args] = command
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: program === wrapper[0],
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', text => {
    output.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', text => {
    output.stderr += text
  })
  const finished = once(child, 'close').then(([code]) => ({ code, ...output }))
  return { child, output, finished }
}
