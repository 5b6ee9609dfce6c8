import Type, { type Static } from 'typebox'
import { keyKinds } from '../../../domain/contacts/keys.ts'
import {
  type Feedback,
  type FeedbackReply,
  feedbackKinds,
  feedbackStates,
} from '../../../domain/feedback/feedback.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeText = Type.Union([Type.String(), Type.Null()])
const Names = <T extends string>(names: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(names.map(name => Type.Literal(name))))
const Line = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]))

export const feedbackParams = Type.Object({ feedbackId: Type.String() })
export const State = Names(feedbackStates)

const activity = {
  pageUrl: MaybeText,
  pageTitle: MaybeText,
  ip: MaybeText,
  city: MaybeText,
  country: MaybeText,
  browser: MaybeText,
  browserVersion: MaybeText,
  platform: MaybeText,
}

const FileModel = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  fileType: Type.String(),
  fileSize: Type.Integer(),
})

export const FeedbackModel = Type.Object({
  id: Type.String(),
  contactId: MaybeText,
  kind: Names(feedbackKinds),
  state: State,
  fields: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      isCustom: Type.Boolean(),
      value: Type.Object({ kind: Type.String() }, { additionalProperties: true }),
    }),
  ),
  customData: Type.Object({}, { additionalProperties: Type.Array(Type.String()) }),
  tags: Type.Array(Type.String()),
  activity: Type.Object(activity),
  submittedAt: Time,
})

export const ReplyModel = Type.Object({
  id: Type.String(),
  feedbackId: Type.String(),
  writtenBy: Type.String({ description: '`admin`: the company; `user`: who gave the feedback.' }),
  email: Type.String(),
  name: Type.String(),
  text: Type.String(),
  attachments: Type.Array(FileModel),
  repliedAt: Time,
})

export const FeedbackWithReplies = Type.Object({
  ...FeedbackModel.properties,
  replies: Type.Array(ReplyModel),
})

/** The part `feedback`. Files stand in parts after it: `snapshot`, or under the label of a field of the company's own. */
export const FeedbackPart = Type.Object(
  {
    kind: Type.String({ description: feedbackKinds.join(', ') }),
    message: Type.String(),
    name: Type.Optional(Type.String()),
    email: Type.Optional(Type.String()),
    fields: Type.Optional(
      Type.Array(Type.Object({ label: Type.String(), value: Type.Unknown() }), {
        maxItems: 50,
        description: 'The values are texts, numbers, lists of texts, or objects with a list for each row.',
      }),
    ),
    customData: Type.Optional(Type.Object({}, { additionalProperties: true })),
    tags: Type.Optional(Type.Array(Type.String(), { maxItems: 50 })),
    contact: Type.Optional(
      Type.Object(
        { by: Names(['contactId', ...keyKinds]), value: Type.String({ maxLength: 300 }) },
        { description: 'Whose it is. Without it: of nobody known.' },
      ),
    ),
    activity: Type.Optional(
      Type.Object(
        Object.fromEntries(Object.keys(activity).map(name => [name, Line(2000)])) as Record<
          keyof typeof activity,
          ReturnType<typeof Line>
        >,
      ),
    ),
  },
  { additionalProperties: false },
)

/** The part `reply`; files stand in parts after it. */
export const ReplyPart = Type.Object(
  { writtenBy: Names(['admin', 'user']), email: Type.String(), name: Type.String(), text: Type.String() },
  { additionalProperties: false },
)

export function toWireFeedback({
  fields,
  customData,
  tags,
  activity,
  submittedAt,
  ...rest
}: Feedback): Static<typeof FeedbackModel> {
  return {
    ...rest,
    fields: fields.map(({ value, ...field }) => ({ ...field, value: { ...value } })),
    customData: Object.fromEntries(Object.entries(customData).map(([name, list]) => [name, [...list]])),
    tags: [...tags],
    activity: { ...activity },
    submittedAt: submittedAt.toISOString(),
  }
}

export const toWireReply = ({
  attachments,
  repliedAt,
  ...reply
}: FeedbackReply): Static<typeof ReplyModel> => ({
  ...reply,
  attachments: attachments.map(file => ({ ...file })),
  repliedAt: repliedAt.toISOString(),
})
