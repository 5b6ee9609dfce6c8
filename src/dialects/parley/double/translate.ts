import Type, { type Static } from 'typebox'
import type { FaultRuleCounts } from '../../../domain/accounts/fault-rules.ts'
import type { Snapshot } from '../../../domain/accounts/snapshot.ts'
import type { Clock, TenantClock } from '../../../kernel/clock.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])

export const ClockModel = Type.Object({
  now: Time,
  frozenAt: MaybeTime,
  offsetMs: Type.Number({ description: 'How far it is ahead of the machine while it runs.' }),
})

export const toWireClock = (tenant: TenantClock, clock: Clock): Static<typeof ClockModel> => ({
  now: clock.now(tenant).toISOString(),
  frozenAt: tenant.clockFrozenAt?.toISOString() ?? null,
  offsetMs: tenant.clockOffsetMs,
})

const Pattern = Type.Object(
  {
    operation: Type.Optional(Type.String({ description: 'A name; a star at its end stands for any rest.' })),
    path: Type.Optional(
      Type.String({ description: 'Below the version; a star is a segment, two stars at the end any rest.' }),
    ),
    method: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)

const Action = Type.Object(
  {
    latencyMs: Type.Optional(Type.Integer()),
    status: Type.Optional(Type.Integer({ description: '400 to 599.' })),
    errorCode: Type.Optional(Type.String()),
    body: Type.Optional(Type.Unknown()),
    reset: Type.Optional(Type.Literal(true)),
    truncate: Type.Optional(Type.Integer({ description: 'So many bytes are sent.' })),
    throttle: Type.Optional(Type.Integer({ description: 'Bytes per second.' })),
  },
  { additionalProperties: false },
)

const When = Type.Union([Type.Literal('before'), Type.Literal('after')])
const MaybeCount = Type.Union([Type.Integer(), Type.Null()])

export const FaultRuleBody = Type.Object(
  {
    id: Type.Optional(Type.String()),
    requests: Type.Optional(Pattern),
    when: Type.Optional(When),
    action: Action,
    seed: Type.Optional(Type.String()),
    probability: Type.Optional(Type.Number()),
    remaining: Type.Optional(MaybeCount),
  },
  { additionalProperties: false },
)

export const FaultRuleModel = Type.Object({
  id: Type.String(),
  requests: Pattern,
  when: When,
  action: Action,
  seed: Type.String(),
  probability: Type.Number(),
  remaining: MaybeCount,
  fitted: Type.Integer({ description: 'How many requests it was about.' }),
  struck: Type.Integer(),
})

export function toWireRule(rule: FaultRuleCounts): Static<typeof FaultRuleModel> {
  return { ...rule, requests: { ...rule.requests }, action: { ...rule.action } }
}

export const SnapshotModel = Type.Object({
  name: Type.String(),
  takenAt: Time,
  frozenAt: MaybeTime,
  rows: Type.Integer(),
  blobs: Type.Integer(),
})

export function toWireSnapshot({ name, takenAt, clock, contents }: Snapshot): Static<typeof SnapshotModel> {
  return {
    name,
    takenAt: takenAt.toISOString(),
    frozenAt: clock.clockFrozenAt?.toISOString() ?? null,
    rows: contents.tables.reduce((sum, table) => sum + table.rows, 0),
    blobs: contents.blobs.length,
  }
}
