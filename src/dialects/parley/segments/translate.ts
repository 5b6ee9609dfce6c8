import Type, { type Static } from 'typebox'
import type { CountedSegment, Member } from '../../../domain/segments/read-segments.ts'
import { nodeKinds, ruleKinds } from '../../../domain/segments/rule.ts'
import { refreshes, type Segment, segmentKinds } from '../../../domain/segments/segment.ts'

const Time = Type.String({ format: 'date-time' })
const orNull = <S extends Type.TSchema>(shape: S) => Type.Union([shape, Type.Null()])
const Refresh = Type.Union(refreshes.map(word => Type.Literal(word)))

export const segmentParams = Type.Object({ segmentId: Type.String() })
export const memberParams = Type.Object({ segmentId: Type.String(), contactId: Type.String() })

const leafKinds = ruleKinds.filter(kind => !nodeKinds.includes(kind))
const description =
  'A tree. Nodes: `{"kind": "all" | "any", "of": [rule, …]}`, `{"kind": "not", "of": rule}`. Leaves by `kind`: ' +
  `${leafKinds.map(kind => `\`${kind}\``).join(', ')}.`
export const RuleShape = Type.Object({ kind: Type.String() }, { additionalProperties: true, description })

const Name = Type.String({ maxLength: 200 })
const Description = Type.String({ maxLength: 2000 })
const IncludesUnapproved = Type.Boolean({
  description: 'Whether contacts that have still to confirm may be members.',
})

export const NewSegmentBody = Type.Object(
  {
    name: Name,
    description: Type.Optional(Description),
    kind: Type.Union(
      segmentKinds.map(kind => Type.Literal(kind)),
      {
        description:
          '`live`: members follow from the rule at all times. `refreshing`: they are computed on a schedule. `list`: they are put in; with a rule, it begins with those that fulfil it.',
      },
    ),
    rule: Type.Optional(RuleShape),
    includesUnapproved: Type.Optional(IncludesUnapproved),
    refresh: Type.Optional(Refresh),
  },
  { additionalProperties: false },
)

export const SegmentPatchBody = Type.Object(
  {
    name: Type.Optional(Name),
    description: Type.Optional(Description),
    rule: Type.Optional(RuleShape),
    includesUnapproved: Type.Optional(IncludesUnapproved),
    refresh: Type.Optional(Refresh),
  },
  { additionalProperties: false },
)

export const SegmentModel = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  kind: Type.String(),
  rule: orNull(RuleShape),
  includesUnapproved: Type.Boolean(),
  refresh: orNull(Type.String()),
  members: Type.Optional(Type.Integer({ description: 'How many there are now.' })),
  computation: Type.Object({
    state: Type.String({ description: '`stale`: to be computed; `computing`; `ready`.' }),
    progress: orNull(
      Type.Object({ done: Type.Integer(), total: Type.Integer() }, { description: 'In contacts.' }),
    ),
    computedAt: orNull(Time),
    tookMs: orNull(Type.Number()),
    sweptAt: orNull(
      Type.String({ format: 'date-time', description: 'Up to when moving windows were followed.' }),
    ),
    dueAt: orNull(Type.String({ format: 'date-time', description: 'When it is swept or refreshed next.' })),
    checkedContacts: Type.Integer({
      description: 'Contacts checked since it was computed, for facts and for time.',
    }),
    msPerCheck: orNull(Type.Number({ description: 'What checking one contact took, on the average.' })),
    lastError: orNull(Type.String()),
    retryAt: orNull(Time),
  }),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer(),
})

export const MemberModel = Type.Object({ contactId: Type.String(), enteredAt: Time })

const toTime = (at: Date | null) => at?.toISOString() ?? null
const rounded = (ms: number | null) => ms && Math.round(ms * 1000) / 1000

export function toWireSegment(segment: Segment & Partial<CountedSegment>): Static<typeof SegmentModel> {
  const { computation, rule, createdAt, updatedAt, ...rest } = segment
  const { checkedContacts, checkMs } = computation
  return {
    ...rest,
    rule: rule as Static<typeof RuleShape> | null,
    computation: {
      state: computation.state,
      progress: computation.progress,
      computedAt: toTime(computation.computedAt),
      tookMs: rounded(computation.tookMs),
      sweptAt: toTime(computation.sweptAt),
      dueAt: toTime(computation.dueAt),
      checkedContacts,
      msPerCheck: checkedContacts === 0 ? null : rounded(checkMs / checkedContacts),
      lastError: computation.lastError,
      retryAt: toTime(computation.retryAt),
    },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export const toWireMember = ({ contactId, enteredAt }: Member): Static<typeof MemberModel> => ({
  contactId,
  enteredAt: enteredAt.toISOString(),
})

const mostIds = 1000

export const ContactIdsBody = Type.Object(
  { contactIds: Type.Array(Type.String({ format: 'uuid' }), { minItems: 1, maxItems: mostIds }) },
  { additionalProperties: false },
)
