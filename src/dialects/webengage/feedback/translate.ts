import Type from 'typebox'
import type { Attachment } from '../../../domain/attachments/attachment.ts'
import type { Feedback, FeedbackField, FeedbackReply, FieldValue } from '../../../domain/feedback/feedback.ts'
import { toNumericOffset } from '../../../kernel/loose-instant.ts'
import {
  ActivityModel,
  CustomDataModel,
  FileModel,
  toWireActivity,
  toWireCustomData,
  toWireFile,
  toWireValue,
} from '../surveys/translate.ts'

const ValueModel = Type.Object({ '@class': Type.String() }, { additionalProperties: true })

export const ReplyModel = Type.Object({
  id: Type.String(),
  replyType: Type.String({ description: '`ADMIN` or `USER`.' }),
  repliedByEmail: Type.String(),
  repliedByName: Type.String(),
  repliedOn: Type.String(),
  repliedText: Type.String(),
  attachments: Type.Array(FileModel),
})

export const FeedbackModel = Type.Object({
  licenseCode: Type.String(),
  fields: Type.Array(
    Type.Object({
      id: Type.String(),
      label: Type.String(),
      type: Type.String({
        description: '`default` or `custom`; in a search the kind: `NAME`, `EMAIL`, `CATEGORY` and so on.',
      }),
      value: ValueModel,
    }),
  ),
  customData: CustomDataModel,
  replies: Type.Array(ReplyModel),
  id: Type.String(),
  activity: ActivityModel,
})

/** Where things are: the license code, and how a path below the server becomes an address. */
export interface Place {
  readonly licenseCode: string
  toUrl(path: string): string
}

type ToldFeedback = Pick<Feedback, 'id' | 'fields' | 'customData' | 'activity' | 'submittedAt'>

export function toWireFeedback(
  feedback: ToldFeedback,
  replies: readonly FeedbackReply[],
  place: Place,
  typeOf: (field: FeedbackField) => string = ({ isCustom }) => (isCustom ? 'custom' : 'default'),
) {
  return {
    licenseCode: place.licenseCode,
    fields: feedback.fields.map(field => ({
      id: field.id,
      label: field.label,
      type: typeOf(field),
      value: toWireField(field.value, file => fileUrl(place, 'feedback-responses', file)),
    })),
    customData: toWireCustomData(feedback.customData),
    replies: replies.map(reply => toWireReply(reply, place)),
    id: feedback.id,
    activity: toWireActivity(feedback.activity, feedback.submittedAt),
  }
}

const searchTypes: Readonly<Record<FieldValue['kind'], string>> = {
  name: 'NAME',
  email: 'EMAIL',
  category: 'CATEGORY',
  message: 'MESSAGE',
  snapshot: 'SCREENSHOT',
  text: 'TEXT',
  list: 'LIST',
  matrix: 'MATRIX',
  file: 'FILE',
  score: 'RATING',
}
export const searchTypeOf = ({ value }: FeedbackField) => searchTypes[value.kind]

/** No smaller picture of a snapshot is made: both addresses lead to the whole. */
function toWireField(value: FieldValue, toAddress: (file: Attachment) => string) {
  switch (value.kind) {
    case 'name':
    case 'email':
    case 'category':
    case 'message':
      return { '@class': value.kind, text: value.text }
    case 'snapshot': {
      const address = toAddress(value.file)
      return { '@class': 'snapshot', thumbnailImageUrl: address, fullImageUrl: address }
    }
    case 'file':
      return toWireValue({ kind: 'file', file: value.file }, toAddress)
    default:
      return toWireValue(value, toAddress)
  }
}

export const toWireReply = (reply: Omit<FeedbackReply, 'feedbackId'>, place: Place) => ({
  id: reply.id,
  replyType: reply.writtenBy.toUpperCase(),
  repliedByEmail: reply.email,
  repliedByName: reply.name,
  repliedOn: toNumericOffset(reply.repliedAt),
  repliedText: reply.text,
  attachments: reply.attachments.map(file =>
    toWireFile(file, fileUrl(place, 'feedback-reply-attachments', file)),
  ),
})

const fileUrl = ({ licenseCode, toUrl }: Place, kind: string, { id }: Attachment) =>
  toUrl(`/v1/accounts/${licenseCode}/${kind}/${id}/download`)
