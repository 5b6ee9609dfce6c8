import { execFileSync } from 'node:child_process'
import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type Child, cleanEnvironment, startChild } from '../children/child.ts'
import { freePort } from '../children/free-port.ts'
import { familyOf, isRunning } from '../children/proc.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { waitUntil } from '../children/wait-until.ts'

/** A PostgreSQL server of our own, to be killed without pity. The machine's own one is never touched. */
export interface ThrowawayCluster {
  readonly url: string
  /** SIGKILL to the postmaster and all its processes; resolves when none is left. */
  kill(): Promise<void>
  /** Starts it again, which recovers what was committed from the write-ahead log. Resolves when it takes queries. */
  start(): Promise<void>
  remove(): Promise<void>
}

/** On Debian the server's programs are not on the PATH. */
const installations = '/usr/lib/postgresql'

export async function makeThrowawayCluster(): Promise<ThrowawayCluster> {
  const programs = findPrograms()
  const owner = findOwner()
  const folder = makeTemporaryFolder()
  if (owner) chownSync(folder.path, owner.uid, owner.gid)

  const files = join(folder.path, 'cluster')
  const run = { cwd: folder.path, env: cleanEnvironment(), ...owner }
  const initOptions = ['-D', files, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(join(programs, 'initdb'), initOptions, { ...run, stdio: 'pipe' })

  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    checkpoint_timeout: '30s',
  }
  const serverOptions = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let postmaster: Child | undefined

  async function start() {
    postmaster = startChild(join(programs, 'postgres'), ['-D', files, ...serverOptions], run)
    const server = postmaster
    const isUp = await waitUntil(async () => server.hasExited() || (await takesQueries(url)), 60_000)
    if (!isUp || server.hasExited()) throw new Error(`PostgreSQL did not start:\n${server.output()}`)
  }

  async function kill() {
    if (!postmaster || postmaster.hasExited()) return
    const pids = familyOf(postmaster.pid)
    for (const pid of pids) killIfThere(pid)
    await postmaster.exited
    await waitUntil(async () => !pids.some(isRunning), 10_000)
  }

  await start()
  return {
    url,
    start,
    kill,
    async remove() {
      await postmaster?.stop('SIGQUIT')
      await folder.remove()
    },
  }
}

function findPrograms(): string {
  const versions = readdirSync(installations).map(Number).filter(Number.isFinite)
  if (versions.length === 0) throw new Error(`There is no PostgreSQL under ${installations}.`)
  return join(installations, String(Math.max(...versions)), 'bin')
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function findOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function killIfThere(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It went with its postmaster.
  }
}

async function takesQueries(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
