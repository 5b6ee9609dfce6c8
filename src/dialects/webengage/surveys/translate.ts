import Type from 'typebox'
import type { Attachment } from '../../../domain/attachments/attachment.ts'
import type { Answer, AnswerValue } from '../../../domain/surveys/answer.ts'
import type { Activity, CustomData } from '../../../domain/surveys/response.ts'
import { toNumericOffset } from '../../../kernel/loose-instant.ts'

const MaybeText = Type.Union([Type.String(), Type.Null()])

export const FileModel = Type.Object({
  fileName: Type.String(),
  fileSize: Type.Integer(),
  fileAccessUrl: Type.String(),
  fileType: Type.String(),
})

/** By its class: `list`, `matrix`, `map`, `file`, `score` or `text`. */
const ValueModel = Type.Object({ '@class': Type.String() }, { additionalProperties: true })

export const CustomDataModel = Type.Object({}, { additionalProperties: Type.Array(Type.String()) })

export const ActivityModel = Type.Object({
  pageUrl: MaybeText,
  pageTitle: MaybeText,
  ip: MaybeText,
  city: MaybeText,
  country: MaybeText,
  browser: MaybeText,
  browserVersion: MaybeText,
  platform: MaybeText,
  activityOn: Type.String(),
})

export const ResponseModel = Type.Object({
  id: Type.String(),
  surveyId: Type.String(),
  title: Type.String(),
  licenseCode: Type.String(),
  questionResponses: Type.Array(
    Type.Object({
      id: Type.String(),
      questionId: Type.String(),
      questionText: Type.String(),
      value: ValueModel,
    }),
  ),
  customData: CustomDataModel,
  activity: ActivityModel,
})

interface ToldResponse {
  readonly id: string
  readonly surveyId: string
  readonly title: string
  readonly answers: readonly Answer[]
  readonly customData: CustomData
  readonly activity: Activity
  readonly submittedAt: Date
}

/** `toUrl` makes the address of a path below the server. */
export function toWireResponse(response: ToldResponse, licenseCode: string, toUrl: (path: string) => string) {
  const { id, surveyId, title, answers, customData, activity, submittedAt } = response
  return {
    id,
    surveyId,
    title,
    licenseCode,
    questionResponses: answers.map(answer => ({
      id: answer.id,
      questionId: answer.questionId,
      questionText: answer.questionText,
      value: toWireValue(answer.value, file =>
        toUrl(`/v1/accounts/${licenseCode}/survey-responses/${file.id}/download`),
      ),
    })),
    customData: toWireCustomData(customData),
    activity: toWireActivity(activity, submittedAt),
  }
}

export function toWireValue(value: AnswerValue, toAddress: (file: Attachment) => string) {
  switch (value.kind) {
    case 'list':
      return { '@class': 'list', values: [...value.values] }
    case 'matrix':
    case 'map':
      return { '@class': value.kind, values: { ...value.values } }
    case 'file':
      return { '@class': 'file', ...toWireFile(value.file, toAddress(value.file)) }
    case 'score':
      return { '@class': 'score', value: value.value }
    case 'text':
      return { '@class': 'text', text: value.text }
  }
}

export const toWireFile = ({ fileName, fileSize, fileType }: Attachment, fileAccessUrl: string) => ({
  fileName,
  fileSize,
  fileAccessUrl,
  fileType,
})

export const toWireCustomData = (customData: CustomData) =>
  Object.fromEntries(Object.entries(customData).map(([name, list]) => [name, [...list]]))

export const toWireActivity = (activity: Activity, at: Date) => ({
  ...activity,
  activityOn: toNumericOffset(at),
})
