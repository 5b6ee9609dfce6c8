import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { run } from './run.ts'

/** A PostgreSQL server of a test's own, to be stopped and started at will. */
export interface Cluster {
  readonly url: string
  start(): Promise<void>
  /** At once, as a crash would: connections break, memory is lost. */
  crash(): Promise<void>
  remove(): Promise<void>
}

const isRoot = process.getuid?.() === 0

export async function newCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cluster-'))
  const owner = isRoot ? await idsOfPostgres() : undefined
  if (owner) chownSync(folder, owner.user, owner.group)
  const asOwner = owner ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--init-groups'] : []
  const postgres = async (program: string, ...args: string[]) => {
    const { code, stderr } = await run([...asOwner, join(programs(), program), '-D', folder, ...args])
      .finished
    if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr}`)
  }
  const port = await freePort()
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`
  const start = () => postgres('pg_ctl', 'start', '-w', '-s', '-l', join(folder, 'log'), '-o', options)
  const crash = () => postgres('pg_ctl', 'stop', '-w', '-s', '-m', 'immediate')

  await postgres('initdb', '--username=postgres', '--auth=trust', '--no-instructions')
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    crash,
    async remove() {
      await crash().catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Where Debian puts the programs of the newest PostgreSQL that is installed. */
function programs(): string {
  const found = globSync('/usr/lib/postgresql/*/bin').filter(folder => existsSync(join(folder, 'initdb')))
  const newest = found.sort((a, b) => Number(a.split('/')[4]) - Number(b.split('/')[4])).at(-1)
  if (!newest) throw new Error('This test needs the programs of PostgreSQL: apt-get install postgresql')
  return newest
}

async function idsOfPostgres() {
  const ids = await Promise.all(['-u', '-g'].map(flag => run(['id', flag, 'postgres']).finished))
  const [user = 0, group = 0] = ids.map(({ stdout }) => Number(stdout))
  return { user, group }
}
