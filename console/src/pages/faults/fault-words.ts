/** A fault rule as a sentence. */
import type { Answer } from '../../api/ask.ts'
import { count } from '../../kit/numbers.tsx'
import { duration } from '../../kit/times.ts'

export type Rule = Answer<'listFaultRules'>['items'][number]

export function actionWords({ action, when }: Pick<Rule, 'action' | 'when'>): string {
  const { latencyMs, status, errorCode, reset, truncate, throttle } = action
  const late = latencyMs ? `waits ${duration(latencyMs)}` : ''
  const what = [
    status !== undefined && `refuses with ${status}${errorCode ? ` (${errorCode})` : ''}`,
    reset && 'breaks the connection',
    truncate !== undefined && `sends ${count(truncate)} bytes and breaks off`,
    throttle !== undefined && `sends ${count(throttle)} bytes in a second`,
  ].filter(part => typeof part === 'string')
  const afterwards = when === 'after' && (status !== undefined || reset) ? ', after it was done' : ''
  return `${[late, ...what].filter(part => part !== '').join(', then ')}${afterwards}`
}

export function aboutWords({ requests: { method, operation, path } }: Pick<Rule, 'requests'>): string {
  const parts = [method, operation, path].filter(part => part !== undefined)
  return parts.join(' ') || 'every request'
}

export function timesWords({ probability, remaining }: Pick<Rule, 'probability' | 'remaining'>): string {
  const often = probability === 1 ? 'each time' : `${Math.round(probability * 1000) / 10} % of the time`
  return remaining === null ? often : `${often}, ${count(remaining)} more`
}
