/** Starts Parley as its user does and calls it over the wire. Knows nothing of its insides. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from './postgres.ts'

const serverUrl = process.env.PARLEY_TEST_DATABASE_URL
const main = new URL('../../src/main.ts', import.meta.url).pathname

export interface Demo {
  readonly baseUrl: string
  readonly tenant: string
  readonly voyado: { readonly apiKey: string }
  readonly sample: { readonly contactId: string; readonly schemaId: string }
}

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A data folder and, on a server, a database of its own; both go with `remove`. */
export interface Home {
  readonly folder: string
  readonly env: Record<string, string>
  /** Runs one `parley` command to its end. */
  parley(args: readonly string[], env?: Record<string, string>): Promise<Finished>
  /** Starts the server and waits until it says that it listens. */
  start(args?: readonly string[], env?: Record<string, string>): Promise<Server>
  remove(): Promise<void>
}

export interface Server {
  readonly process: ChildProcess
  readonly demo: Demo
  readonly card: string
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
}

export async function newHome(): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-'))
  const database = serverUrl === undefined ? undefined : await createTestDatabase(serverUrl)
  const env = {
    PARLEY_DATA: folder,
    PARLEY_PORT: '0',
    PARLEY_LOG_LEVEL: 'error',
    ...(database && { DATABASE_URL: database.url }),
  }
  const running = new Set<ChildProcess>()

  function run(args: readonly string[], more: Record<string, string>) {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
      env: { ...process.env, ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running.add(child)
    child.on('exit', () => running.delete(child))
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', text => {
      output.stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      output.stderr += text
    })
    return { child, output }
  }

  return {
    folder,
    env,
    async parley(args, more = {}) {
      const { child, output } = run(args, more)
      const [code] = await once(child, 'close')
      return { code, ...output }
    },
    async start(args = ['start', '--demo'], more = {}) {
      const { child, output } = run(args, more)
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', () => /http\S+:\d+/.test(output.stdout) && resolve())
        child.on('exit', code => reject(new Error(`The server ended with ${code}: ${output.stderr}`)))
      })
      const demoFile = join(folder, 'demo.json')
      const baseUrl = /https?:\/\/[^\s/,]+/.exec(output.stdout)![0]
      const demo: Demo = existsSync(demoFile) ? JSON.parse(readFileSync(demoFile, 'utf8')) : { baseUrl }
      return {
        process: child,
        demo,
        card: output.stdout,
        async stop(signal = 'SIGTERM') {
          if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
          const ended = once(child, 'exit')
          child.kill(signal)
          return (await ended)[0]
        },
        call: (method, path, body, headers = {}) =>
          fetch(new URL(path, baseUrl), {
            method,
            headers: {
              apikey: demo.voyado?.apiKey ?? '',
              'user-agent': 'ParleyAcceptance/1.0',
              ...(body !== undefined && { 'content-type': 'application/json' }),
              ...headers,
            },
            ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
          }),
      }
    },
    async remove() {
      for (const child of running) {
        const ended = once(child, 'exit')
        child.kill('SIGKILL')
        await ended
      }
      await database?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
