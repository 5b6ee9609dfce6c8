import type { Demo } from '../targets/parley.ts'
import type { Entry } from './ledger.ts'

const mostRead = 50

/** Asks the API for some of the acknowledged interactions and their bodies, spread over the run. */
export async function readBack(port: number, demo: Demo, entries: Iterable<Entry>): Promise<string[]> {
  const accepted = [...entries].filter(entry => entry.outcome === 'accepted' && entry.id !== undefined)
  const step = Math.max(1, Math.floor(accepted.length / mostRead))
  const violations: string[] = []
  for (let index = 0; index < accepted.length; index += step) {
    const { id, marker } = accepted[index]!
    for (const path of [`/interactions/${id}`, `/interactions/${id}/body`]) {
      const { status, name } = await get(port, demo, path)
      if (name !== marker) violations.push(`GET ${path} answered ${status} with ${name}, not ${marker}`)
    }
  }
  return violations
}

async function get(port: number, demo: Demo, path: string): Promise<{ status: number; name: unknown }> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v3${path}`, {
    headers: {
      apikey: demo.voyado.apiKey,
      'user-agent': 'ParleyCrash/1.0',
      'content-type': 'application/json',
    },
  })
  const body = (await answer.json()) as { payload?: { name?: unknown } }
  return { status: answer.status, name: body.payload?.name }
}
