import Type, { type Static } from 'typebox'
import type { Answer } from '../../../domain/surveys/answer.ts'
import { fileRulesOf } from '../../../domain/surveys/answer.ts'
import { DefinitionShape, type Question } from '../../../domain/surveys/definition.ts'
import type { SurveyResponse } from '../../../domain/surveys/response.ts'
import type { Survey, SurveyVersion } from '../../../domain/surveys/survey.ts'

const Time = Type.String({ format: 'date-time' })
const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])
const MaybeText = Nullable(Type.String())

export const surveyParams = Type.Object({ surveyId: Type.String() })
export const responseParams = Type.Object({ responseId: Type.String() })

/** The definition is checked by the domain, which tells all that is wrong with it; here it is described. */
const DefinitionModel = Type.Unsafe<object>({ ...DefinitionShape })

export const SurveyBody = Type.Object(
  {
    name: Type.String({ description: 'For those who make it; who answers sees the title.' }),
    definition: Type.Object(
      {},
      { additionalProperties: true, description: 'What is asked: see the answer.' },
    ),
    isOpen: Type.Optional(Type.Boolean({ description: 'Whether it takes responses. Without it: yes.' })),
    origins: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'From which sites browsers may send responses: `https://www.example.com`, or `*` for any.',
      }),
    ),
  },
  { additionalProperties: false },
)

export const SurveyModel = Type.Object({
  id: Type.String(),
  version: Type.Integer(),
  name: Type.String(),
  definition: DefinitionModel,
  isOpen: Type.Boolean(),
  origins: Type.Array(Type.String()),
  createdAt: Time,
  updatedAt: Time,
})

export const SurveyWithSecret = Type.Object({
  ...SurveyModel.properties,
  secret: Type.String({ description: 'Signs tokens that say who answers. Shown this once.' }),
})

export const VersionModel = Type.Object({
  version: Type.Integer(),
  definition: DefinitionModel,
  createdAt: Time,
})

const AnswerModel = Type.Object({
  id: Type.String(),
  questionId: Type.String(),
  questionText: Type.String(),
  value: Type.Object(
    { kind: Type.String({ description: 'list, matrix, map, file, score or text' }) },
    { additionalProperties: true },
  ),
})

export const ResponseModel = Type.Object({
  id: Type.String(),
  surveyId: Type.String(),
  version: Type.Integer(),
  title: Type.String(),
  contactId: MaybeText,
  answers: Type.Array(AnswerModel),
  customData: Type.Object({}, { additionalProperties: Type.Array(Type.String()) }),
  activity: Type.Object({
    pageUrl: MaybeText,
    pageTitle: MaybeText,
    ip: MaybeText,
    city: MaybeText,
    country: MaybeText,
    browser: MaybeText,
    browserVersion: MaybeText,
    platform: MaybeText,
  }),
  submittedAt: Time,
})

export const toWireSurvey = ({
  createdAt,
  updatedAt,
  origins,
  ...survey
}: Survey): Static<typeof SurveyModel> => ({
  ...survey,
  origins: [...origins],
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})

export const toWireVersion = ({
  version,
  definition,
  createdAt,
}: SurveyVersion): Static<typeof VersionModel> => ({
  version,
  definition,
  createdAt: createdAt.toISOString(),
})

export function toWireResponse(response: SurveyResponse): Static<typeof ResponseModel> {
  const { answers, customData, activity, submittedAt, ...rest } = response
  return {
    ...rest,
    answers: answers.map(toWireAnswer),
    customData: Object.fromEntries(Object.entries(customData).map(([name, list]) => [name, [...list]])),
    activity: { ...activity },
    submittedAt: submittedAt.toISOString(),
  }
}

const toWireAnswer = ({ value, ...answer }: Answer) => ({ ...answer, value: { ...value } })

/** What the form needs to know of a survey; what files it takes is told in full. */
export function toWireForm({ version, isOpen, definition }: Survey) {
  const { questions, ...frame } = definition
  return { version, isOpen, ...frame, questions: questions.map(withFileRules) }
}

const withFileRules = (question: Question) =>
  question.kind === 'file' ? { ...question, ...fileRulesOf(question) } : question
