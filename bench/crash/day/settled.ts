import { setTimeout as delay } from 'node:timers/promises'
import type { Api } from './api.ts'
import type { Plot } from './plot.ts'

/** A lease of a process that was killed runs out within two minutes. */
const patienceMs = 200_000
const lagLine = /^parley_log_lag\{.*\} (\d+)/gm

/**
 * Waits until nothing is left to be done at this moment of the tenant's clock: looked at twice, because what is done in
 * one place leaves something to do in another. Throws with what is left when that takes too long.
 */
export async function settle(api: Api, plot: Plot, at: Date): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (let calm = 0; calm < 2; ) {
    const left = await leftOver(api, plot, at)
    calm = left === undefined ? calm + 1 : 0
    if (left !== undefined && performance.now() > deadline)
      throw new Error(`At ${at.toISOString()} this never ended: ${left}`)
    await delay(10)
  }
}

async function leftOver(api: Api, { automationIds }: Plot, at: Date): Promise<string | undefined> {
  const isDue = (time: string | null) => time !== null && Date.parse(time) <= at.getTime()
  const lags = [...(await api.metrics()).matchAll(lagLine)].map(match => Number(match[1]))
  if (lags.length === 0 || lags.some(lag => lag > 0)) return 'consumers are behind'

  for (const state of ['queued', 'sending']) {
    const { items } = (await api.parley('GET', `/sends?state=${state}&limit=1`)).body
    if (items.length > 0) return `a send is ${state}`
  }
  const segments = (await api.parley('GET', '/segments?limit=200')).body.items
  for (const { name, computation } of segments)
    if (computation.state !== 'ready' || isDue(computation.dueAt)) return `segment ${name}`

  const automations = (await api.parley('GET', '/automations?limit=200')).body.items
  for (const { name, nextStartAt } of automations) if (isDue(nextStartAt)) return `the time of ${name}`
  const open = await Promise.all(automationIds.map(id => openOf(api, id, isDue)))
  return open.find(each => each !== undefined)
}

async function openOf(api: Api, id: string, isDue: (time: string | null) => boolean) {
  const starts = (await api.parley('GET', `/automations/${id}/starts`)).body.items
  if (starts.some((start: { state: string }) => start.state === 'waiting')) return 'an audience start'
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: { items: { id: string; reason: string; dueAt: string }[]; nextCursor: string | null } = (
      await api.parley(
        'GET',
        `/automations/${id}/runs?state=waiting&limit=200${cursor && `&cursor=${cursor}`}`,
      )
    ).body
    const due = page.items.find(run => run.reason === 'reply' || isDue(run.dueAt))
    if (due) return `run ${due.id} (${due.reason})`
    cursor = page.nextCursor
  }
  return undefined
}
