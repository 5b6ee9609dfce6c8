/** Starts Parley as its user does and calls it over the wire. Knows nothing of its insides. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestDatabase } from './postgres.ts'
import { type Finished, program, run, type Started } from './run.ts'

/** Where the tests may make databases; without it Parley's embedded one is tested. */
export const serverUrl = process.env.PARLEY_TEST_DATABASE_URL

export interface Demo {
  readonly baseUrl: string
  readonly tenant: string
  readonly voyado: { readonly apiKey: string }
  readonly webengage: { readonly licenseCode: string; readonly apiKey: string }
  readonly parley: { readonly apiKey: string }
  readonly console: { readonly url: string; readonly email: string; readonly password: string }
  readonly sample: { readonly contactId: string; readonly schemaId: string }
}

/** A data folder and, on a server, a database of its own; both go with `remove`. */
export interface Home {
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  /** Runs one `parley` command to its end. */
  parley(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>
  /** Starts the server and waits until it says that it listens. */
  start(
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
    command?: readonly string[],
  ): Promise<Server>
  remove(): Promise<void>
}

export interface Server {
  readonly process: ChildProcess
  readonly demo: Demo
  /** What it printed when it was ready. */
  readonly card: string
  /** Where it listens, whatever it tells clients. */
  readonly url: string
  readonly stderr: () => string
  /** Sends a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
  /** With the demo's key, unless the headers have another. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>
  /** A call that must be answered with 2xx, and its body. */
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  ask(method: string, path: string, body?: unknown): Promise<any>
}

export interface HomeOptions {
  /** Another database than one of its own. */
  readonly databaseUrl?: string
  /** For who looks at a first start: its database on a server has no tables yet. */
  readonly isNew?: boolean
}

export async function newHome({ databaseUrl, isNew }: HomeOptions = {}): Promise<Home> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-'))
  const made =
    databaseUrl === undefined && serverUrl
      ? await createTestDatabase(serverUrl, isNew ? 'empty' : 'migrated')
      : undefined
  const url = databaseUrl ?? made?.url
  const env = {
    PARLEY_DATA: folder,
    PARLEY_PORT: '0',
    PARLEY_LOG_LEVEL: 'error',
    ...(url && { DATABASE_URL: url }),
  }
  const running = new Set<Started>()

  function runHere(
    command: readonly string[],
    args: readonly string[],
    more: Readonly<Record<string, string>>,
  ) {
    const started = run([...command, ...args], { ...env, ...more })
    running.add(started)
    started.finished.then(() => running.delete(started))
    return started
  }

  return {
    folder,
    env,
    parley: (args, more = {}) => runHere(program, args, more).finished,
    async start(args = ['start', '--demo'], more = {}, command = program) {
      const { child, output, finished } = runHere(command, args, more)
      await new Promise<void>((resolve, reject) => {
        child.stdout?.on('data', () => isReady(output.stdout) && resolve())
        finished.then(({ code, stderr }) => reject(new Error(`The server ended with ${code}: ${stderr}`)))
      })
      const demoFile = join(folder, 'demo.json')
      const told = /https?:\/\/[^\s/,]+/.exec(output.stdout)![0]
      const url = more.PARLEY_PORT ? `http://127.0.0.1:${more.PARLEY_PORT}` : told
      const demo: Demo = existsSync(demoFile) ? JSON.parse(readFileSync(demoFile, 'utf8')) : { baseUrl: told }
      const call: Server['call'] = (method, path, body, headers = {}) =>
        fetch(new URL(path, url), {
          method,
          headers: {
            apikey: demo.voyado?.apiKey ?? '',
            'user-agent': 'ParleyAcceptance/1.0',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        })
      return {
        process: child,
        demo,
        card: output.stdout,
        url,
        stderr: () => output.stderr,
        async stop(signal = 'SIGTERM') {
          if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
          const ended = once(child, 'exit')
          child.kill(signal)
          return (await ended)[0]
        },
        call,
        async ask(method, path, body) {
          const answer = await call(method, path, body)
          if (!answer.ok)
            throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
          return answer.json()
        },
      }
    },
    async remove() {
      for (const each of running) {
        each.kill()
        await each.finished
      }
      await made?.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The last line of the card, or the one line of a start without a demo. */
function isReady(stdout: string): boolean {
  return /listens on http\S+\n|README\.md goes on/.test(stdout)
}
