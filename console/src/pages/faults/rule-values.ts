/** A fault rule as it is filled in. */
import type { Input } from '../../api/ask.ts'

export const kinds = ['refuse', 'wait', 'reset', 'truncate', 'throttle'] as const
export type Kind = (typeof kinds)[number]

export interface RuleValues {
  readonly kind: Kind
  readonly status: number
  readonly latencyMs: number
  readonly bytes: number
  readonly bytesPerSecond: number
  readonly method: string
  readonly operation: string
  readonly path: string
  readonly isAfter: boolean
  /** In percent. */
  readonly share: number
  /** Null: until it is removed. */
  readonly times: number | null
}

export const usual: RuleValues = {
  kind: 'refuse',
  status: 503,
  latencyMs: 0,
  bytes: 100,
  bytesPerSecond: 200,
  method: '',
  operation: '',
  path: '',
  isAfter: false,
  share: 100,
  times: null,
}

export function toRule(values: RuleValues): NonNullable<Input<'createFaultRule'>['body']> {
  const { kind, status, latencyMs, bytes, bytesPerSecond, method, operation, path, isAfter, share, times } =
    values
  const actions = {
    refuse: { status },
    wait: {},
    reset: { reset: true },
    truncate: { truncate: bytes },
    throttle: { throttle: bytesPerSecond },
  } as const
  return {
    requests: {
      ...(method && { method }),
      ...(operation.trim() && { operation: operation.trim() }),
      ...(path.trim() && { path: path.trim() }),
    },
    ...((kind === 'refuse' || kind === 'reset' || kind === 'wait') && {
      when: isAfter ? ('after' as const) : ('before' as const),
    }),
    action: { ...actions[kind], ...(latencyMs > 0 && { latencyMs }) },
    probability: share / 100,
    remaining: times,
  }
}

/** Bad days that servers have. */
export const presets: readonly {
  readonly title: string
  readonly about: string
  readonly values: Partial<RuleValues>
}[] = [
  { title: 'Slow', about: 'Every answer comes two seconds late.', values: { kind: 'wait', latencyMs: 2000 } },
  {
    title: 'Flaky',
    about: 'One request in ten is refused with 500.',
    values: { kind: 'refuse', status: 500, share: 10 },
  },
  {
    title: 'Throttled',
    about: 'Every request is one too many: 429.',
    values: { kind: 'refuse', status: 429 },
  },
  { title: 'Down', about: 'Nothing is served: 503.', values: { kind: 'refuse', status: 503 } },
  {
    title: 'Lost answers',
    about: 'It is done, and the connection breaks before the answer comes, one time in four.',
    values: { kind: 'reset', isAfter: true, share: 25 },
  },
]
