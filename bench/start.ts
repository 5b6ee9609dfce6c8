/**
 * How long a newcomer waits: from `npm start`'s own command to the first answered request, on the embedded database.
 * `node bin/run.cjs bench/start.ts`. On a quiet machine only; the prepared cluster in node_modules/.cache is put back.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('..', import.meta.url).pathname
const prepared = join(root, 'node_modules/.cache/parley')
const aside = `${prepared}.aside`
const rounds = 5

const place = mkdtempSync(join(tmpdir(), 'parley-start-'))

/** Starts on a data folder, asks one question, stops; answers the seconds from the start to the answer. */
async function secondsToAnswer(data: string, compiled: string): Promise<number> {
  const began = performance.now()
  const child = spawn('node', [join(root, 'bin/parley.cjs'), 'start', '--demo'], {
    env: {
      ...process.env,
      PARLEY_DATA: data,
      PARLEY_PORT: '0',
      PARLEY_LOG_LEVEL: 'error',
      DATABASE_URL: '',
      NODE_COMPILE_CACHE: compiled,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await cardOf(child)
  const { baseUrl, voyado } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'))
  const headers = { apikey: voyado.apiKey, 'user-agent': 'ParleyBench/1.0' }
  const answer = await fetch(`${baseUrl}/api/v3/contacts/count`, { headers })
  if (!answer.ok) throw new Error(`The first request was answered ${answer.status}`)
  const seconds = (performance.now() - began) / 1000
  child.kill('SIGTERM')
  await once(child, 'exit')
  return seconds
}

async function cardOf(child: ChildProcess) {
  for await (const text of child.stdout?.setEncoding('utf8').iterator({ destroyOnReturn: false }) ?? [])
    if (text.includes('Parley is running')) return child.stdout?.resume()
  throw new Error('The server ended before it was ready.')
}

async function measure(name: string, owed: number, once: (round: number) => Promise<number>) {
  const seconds: number[] = []
  for (let round = 0; round < rounds; round++) seconds.push(await once(round))
  seconds.sort((a, b) => a - b)
  const shown = seconds.map(each => each.toFixed(2)).join(' ')
  console.log(
    `${name.padEnd(52)}median ${seconds[rounds >> 1]!.toFixed(2)} s  (${shown})  owed: under ${owed} s`,
  )
}

const compiled = join(place, 'compiled')
if (existsSync(prepared)) renameSync(prepared, aside)
try {
  await measure('first start, nothing prepared', 8, async round => {
    rmSync(prepared, { recursive: true, force: true })
    return secondsToAnswer(join(place, `new-${round}`), join(place, `compiled-${round}`))
  })
  await secondsToAnswer(join(place, 'warm'), compiled)
  await measure('first start, after another on this machine', 8, round =>
    secondsToAnswer(join(place, `next-${round}`), compiled),
  )
  await measure('later start', 1.5, () => secondsToAnswer(join(place, 'warm'), compiled))
} finally {
  if (existsSync(aside)) {
    rmSync(prepared, { recursive: true, force: true })
    renameSync(aside, prepared)
  }
  rmSync(place, { recursive: true, force: true })
}
