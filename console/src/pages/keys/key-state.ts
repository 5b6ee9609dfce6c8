import type { Answer } from '../../api/ask.ts'
import type { Tone } from '../../kit/StateBadge.tsx'

export type Key = Answer<'updateKey'>
export type UsedKey = Answer<'getKey'>

/** Keys end by the time of the machine, wherever the tenant's clock stands. */
export function stateOf({ revokedAt, expiresAt }: Pick<Key, 'revokedAt' | 'expiresAt'>): {
  readonly word: 'active' | 'expired' | 'revoked'
  readonly tone: Tone
} {
  const now = Date.now()
  if (revokedAt && new Date(revokedAt).getTime() <= now) return { word: 'revoked', tone: 'neutral' }
  if (expiresAt && new Date(expiresAt).getTime() <= now) return { word: 'expired', tone: 'warning' }
  return { word: 'active', tone: 'good' }
}

/** What a day means for a key: that it goes until that day is over. */
export const endOfDay = (day: string): string | null =>
  day === '' ? null : new Date(`${day}T23:59:59`).toISOString()

/** As a field for days has it, in the person's zone. */
export function dayOf(at: string | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
