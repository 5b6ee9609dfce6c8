/** Replays rejected interactions stretch after stretch, so that one sees how far it is and can stop it. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { type Answer, ask } from '../../api/ask.ts'
import { forget } from '../../api/queries.ts'

export interface Chosen {
  readonly schemaId?: string
  readonly reasonField?: string
  readonly reasonDetail?: string
  readonly ids?: readonly string[]
}

export interface Replay {
  readonly isDry: boolean
  readonly isRunning: boolean
  /** How many there were, as far as it is known. */
  readonly total: number
  readonly stored: number
  readonly stillRejected: number
  readonly contactMissing: number
  /** Why those that are still rejected are, with how many. */
  readonly reasons: readonly (readonly [reason: string, count: number])[]
  readonly error: Error | null
}

const stretch = 100
const changes = [
  'groupRejected',
  'listRejected',
  'getSchemaCounters',
  'listSchemaCounters',
  'listInteractions',
  'getOverview',
] as const

export function useReplay() {
  const client = useQueryClient()
  const [replay, setReplay] = useState<Replay>()
  const isStopped = useRef(false)
  useEffect(
    () => () => {
      isStopped.current = true
    },
    [],
  )

  async function run(chosen: Chosen, total: number, isDry: boolean) {
    isStopped.current = false
    let now: Replay = { ...nothingYet, isDry, total }
    setReplay(now)
    try {
      let cursor: string | null = null
      do {
        const answer: Answer<'replayRejected'> = await ask('replayRejected', {
          body: bodyOf(chosen, cursor, isDry),
        })
        now = add(now, answer.outcomes)
        setReplay(now)
        cursor = answer.nextCursor
      } while (cursor !== null && !isStopped.current)
      setReplay({ ...now, isRunning: false })
    } catch (error) {
      setReplay({ ...now, isRunning: false, error: error as Error })
    } finally {
      if (!isDry) forget(client, changes)
    }
  }

  return {
    replay,
    run,
    stop: () => {
      isStopped.current = true
    },
    clear: () => setReplay(undefined),
  }
}

const nothingYet: Replay = {
  isDry: false,
  isRunning: true,
  total: 0,
  stored: 0,
  stillRejected: 0,
  contactMissing: 0,
  reasons: [],
  error: null,
}

function bodyOf({ ids, ...reason }: Chosen, cursor: string | null, dryRun: boolean) {
  const which = ids ? { ids: [...ids] } : reason
  return { ...which, limit: stretch, dryRun, ...(cursor !== null && { cursor }) }
}

function add(before: Replay, outcomes: Answer<'replayRejected'>['outcomes']): Replay {
  const reasons = new Map(before.reasons)
  for (const { faults } of outcomes) {
    const [first] = faults ?? []
    if (!first) continue
    const reason = `${first.field} ${first.detail}`
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  }
  const count = (outcome: string) => outcomes.filter(each => each.outcome === outcome).length
  return {
    ...before,
    stored: before.stored + count('stored'),
    stillRejected: before.stillRejected + count('still rejected'),
    contactMissing: before.contactMissing + count('contact missing'),
    reasons: [...reasons].toSorted(([, one], [, other]) => other - one),
  }
}
