import { waitUntil } from '../children/wait-until.ts'
import type { Api } from './day/api.ts'
import type { FollowUpCounts } from './follow-ups.sql.ts'
import type { FollowUps } from './furnish.ts'

/** Waits until every run has ended and every message has gone; leases of a dead process run out within two minutes. */
export function untilFollowed(api: Api, { automationId }: FollowUps): Promise<boolean> {
  return waitUntil(
    async () => {
      const { waiting } = (await api.parley('GET', `/automations/${automationId}/figures`)).body
      const lists = await Promise.all(
        ['queued', 'sending'].map(state => api.parley('GET', `/sends?state=${state}&limit=1`)),
      )
      return waiting === 0 && lists.every(({ body }) => body.items.length === 0)
    },
    150_000,
    100,
  )
}

/** What is wrong with what followed. Pure. */
export function followUpViolations(counts: FollowUpCounts): string[] {
  const { starting, followed, runs, steps, times, sends, captured, wrongMembers } = counts
  const differs = (what: string, one: number, other: number) =>
    one === other ? [] : [`${what}: ${one}, and not ${other}`]
  return [
    ...differs('interactions with one run that is complete', followed, starting),
    ...differs('runs', runs, starting),
    ...differs('steps of runs', steps, 2 * starting),
    ...differs('times that contacts were counted', times, starting),
    ...differs('messages', sends, starting),
    ...differs('messages that were captured', captured, starting),
    ...differs('wrong or missing members of the segment', wrongMembers, 0),
  ]
}
