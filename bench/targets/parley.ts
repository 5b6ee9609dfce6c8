import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nodeFlags from '../../bin/node-flags.json' with { type: 'json' }
import { serverEntry } from '../../bin/server.cjs'
import { type Child, cleanEnvironment, startChild } from '../children/child.ts'
import { waitUntil } from '../children/wait-until.ts'

export interface ParleySettings {
  readonly port: number
  readonly dataFolder: string
  /** Without it Parley uses the embedded database. */
  readonly databaseUrl: string | undefined
  /** What it does; without it, everything, with the demo. */
  readonly role?: 'worker'
  /** For Node itself, before the file: `--cpu-prof`. */
  readonly nodeOptions?: readonly string[]
}

/** What Parley writes about its demo tenant. */
export interface Demo {
  readonly baseUrl: string
  readonly tenant: string
  readonly voyado: { readonly apiKey: string }
  readonly webengage: { readonly licenseCode: string; readonly apiKey: string }
  readonly parley: { readonly apiKey: string }
  readonly sample: { readonly contactId: string; readonly schemaId: string }
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const main = join(root, serverEntry(process.execPath))

/**
 * Starts Parley as `bin/parley.cjs start --demo` does, but without that wrapper, so that the process we signal and
 * measure is the server itself.
 */
export function startParley(settings: ParleySettings): Child {
  const { nodeOptions = [], role } = settings
  const part = role ? ['--role', role] : ['--demo']
  const args = [...nodeFlags, ...nodeOptions, main, 'start', ...part]
  return startChild(process.execPath, args, {
    env: toEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

/** Starts what serves requests only, without a demo: nothing works in the background. */
export function startApi(settings: ParleySettings): Child {
  return startChild(process.execPath, [...nodeFlags, main, 'start', '--role', 'api'], {
    env: toEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
}

function toEnvironment({ port, dataFolder, databaseUrl }: ParleySettings): NodeJS.ProcessEnv {
  return {
    ...cleanEnvironment(),
    PARLEY_HOST: '127.0.0.1',
    PARLEY_PORT: String(port),
    PARLEY_DATA: dataFolder,
    PARLEY_RATE_LIMITS: 'off',
    PARLEY_LOG_LEVEL: 'warn',
    PARLEY_WEBHOOKS_PRIVATE: 'allow',
    PARLEY_PROVIDERS_PRIVATE: 'allow',
    PARLEY_PARENT: 'bench', // with the channel to this process: it ends when we do, even when we are killed
    ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
  }
}

/** Runs one command beside a running Parley, or through it. */
export async function runParley(settings: ParleySettings, command: readonly string[]): Promise<void> {
  const child = startChild(process.execPath, [...nodeFlags, main, ...command], {
    env: toEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await child.exited
  if (child.process.exitCode !== 0) throw new Error(`parley ${command.join(' ')}: ${child.output()}`)
}

/** Waits until it writes to its database and has told of its demo tenant; throws when it ends before. */
export async function waitForParley(
  parley: Child,
  settings: ParleySettings,
  withinMs = 60_000,
): Promise<Demo> {
  const file = join(settings.dataFolder, 'demo.json')
  const ready = async () => parley.hasExited() || (existsSync(file) && (await isReady(settings.port)))
  const isUp = await waitUntil(ready, withinMs)
  if (parley.hasExited()) throw new Error(`Parley ended at its start:\n${parley.output()}`)
  if (!isUp) throw new Error(`Parley was not ready after ${withinMs / 1000} s:\n${parley.output()}`)
  return JSON.parse(readFileSync(file, 'utf8')) as Demo
}

export async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}
