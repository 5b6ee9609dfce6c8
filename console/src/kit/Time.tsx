import { Text, Tooltip } from '@mantine/core'
import { useSyncExternalStore } from 'react'
import { tenantNow } from '../live/tenant-clock.ts'
import { exactly, shortly, since } from './times.ts'

interface Props {
  /** ISO 8601; nothing is a dash. */
  readonly at: string | null | undefined
  /** `since` (3 min ago) for what is followed, `short` (3 Mar, 14:05) for what is looked up. */
  readonly form?: 'since' | 'short'
  /** Never said to be to come, though the clock of the browser is a little behind. */
  readonly isPast?: boolean
}

/** A moment in the person's zone; the exact one on hover and for who tabs there. */
export function Time({ at, form = 'since', isPast = false }: Props) {
  useSyncExternalStore(listenToMinutes, minute)
  if (!at)
    return (
      <Text span c="dimmed" inherit aria-label="never">
        –
      </Text>
    )
  const date = new Date(at)
  const now = tenantNow()
  const ago = isPast && date > now ? now : date
  return (
    <Tooltip label={exactly(date)}>
      <time dateTime={at}>{form === 'since' ? since(ago, now) : shortly(date, now)}</time>
    </Tooltip>
  )
}

const listeners = new Set<() => void>()
const minute = () => Math.floor(Date.now() / 30_000)
let timer: ReturnType<typeof setInterval> | undefined

/** One timer for all of them. */
function listenToMinutes(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 30_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
