/** What a survey asks: a title and questions. The kinds of questions, and what each must have. */
import Type, { type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { storageFaults } from '../../kernel/storable.ts'
import { knownEndings } from '../attachments/attachment.ts'

const closed = { additionalProperties: false } as const
const Text = (maxLength: number, description?: string) =>
  Type.String({ minLength: 1, maxLength, ...(description && { description }) })
/** An own name for programs: it stands in responses and in the form. */
const Id = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_-]{0,49}$' })
const Names = (most: number) => Type.Array(Text(200), { minItems: 1, maxItems: most })
const OneOf = <T extends string>(names: readonly T[]) =>
  Type.Unsafe<T>(Type.Union(names.map(name => Type.Literal(name))))
const Flag = Type.Optional(Type.Boolean())

export const mostFileBytes = 25 * 1024 * 1024

const fieldFormats = ['text', 'email', 'phone', 'number'] as const

const kindShapes = {
  choice: { options: Names(100) },
  choices: { options: Names(100), most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
  matrix: { rows: Names(30), columns: Names(20), allowsSeveral: Flag },
  fields: {
    fields: Type.Array(
      Type.Object(
        {
          id: Id,
          label: Text(200),
          format: Type.Optional(OneOf(fieldFormats)),
          isRequired: Flag,
        },
        closed,
      ),
      { minItems: 1, maxItems: 20 },
    ),
  },
  file: {
    endings: Type.Optional(
      Type.Array(OneOf(knownEndings), {
        minItems: 1,
        maxItems: 30,
        description: 'Which kinds of files are taken, by the endings of their names.',
      }),
    ),
    mostBytes: Type.Optional(Type.Integer({ minimum: 1, maximum: mostFileBytes })),
  },
  score: { lowLabel: Type.Optional(Text(100)), highLabel: Type.Optional(Text(100)) },
  text: { mostCharacters: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })), isShort: Flag },
} satisfies Record<string, Record<string, TSchema>>

export type QuestionKind = keyof typeof kindShapes
export const questionKinds = Object.keys(kindShapes) as QuestionKind[]

const shared = { id: Id, text: Text(1000), help: Type.Optional(Text(1000)), isRequired: Flag }

type SharedShape = Static<ReturnType<typeof Type.Object<typeof shared>>>
type ShapeOf<K extends QuestionKind> = Static<ReturnType<typeof Type.Object<(typeof kindShapes)[K]>>>
export type QuestionOf<K extends QuestionKind> = { readonly kind: K } & SharedShape & ShapeOf<K>
export type Question = { [K in QuestionKind]: QuestionOf<K> }[QuestionKind]

const questionShapes = Object.fromEntries(
  questionKinds.map(kind => [
    kind,
    Type.Object({ kind: Type.Literal(kind), ...shared, ...kindShapes[kind] }, closed),
  ]),
)
/** For the reference: each kind with what it may have. */
export const QuestionShape = Type.Union(Object.values(questionShapes))

const frame = {
  title: Text(200),
  about: Type.Optional(Text(2000)),
  thanks: Type.Optional(Text(1000, 'What stands there once it is sent.')),
  submitLabel: Type.Optional(Text(100)),
  language: Type.Optional(
    Type.String({ pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$', description: 'As in BCP 47.' }),
  ),
}
export const DefinitionShape = Type.Object(
  { ...frame, questions: Type.Array(QuestionShape, { minItems: 1, maxItems: 100 }) },
  closed,
)
/** The frame alone: the questions are checked one by one, each by its own kind, so that faults say what is meant. */
const FrameShape = Type.Object(
  { ...frame, questions: Type.Array(Type.Object({}), { minItems: 1, maxItems: 100 }) },
  closed,
)

export interface SurveyDefinition extends Omit<Static<typeof FrameShape>, 'questions'> {
  readonly questions: readonly Question[]
}

const mostFaults = 100

/** All that is wrong with a definition; with none it is a `SurveyDefinition`. */
export function definitionFaults(input: unknown): Fault[] {
  const faults = [...storageFaults(input), ...shapeFaults(FrameShape, input, [])]
  if (faults.length > 0) return faults.slice(0, mostFaults)
  const { questions } = input as { questions: readonly { kind?: unknown; id?: unknown }[] }
  for (const [index, question] of questions.entries()) {
    const path = ['questions', String(index)]
    const { kind } = question
    if (typeof kind !== 'string' || !Object.hasOwn(questionShapes, kind)) {
      faults.push({
        field: pointerTo(...path, 'kind'),
        message: `must be one of ${questionKinds.join(', ')}`,
      })
      continue
    }
    const own = shapeFaults(questionShapes[kind]!, question, path)
    faults.push(...(own.length > 0 ? own : nameFaults(question as Question, path)))
  }
  const again = repeated(questions.map(({ id }) => id))
  if (again !== undefined)
    faults.push({ field: '/questions', message: `has two with the id ${String(again)}` })
  return faults.slice(0, mostFaults)
}

function shapeFaults(shape: TSchema, value: unknown, path: readonly string[]): Fault[] {
  return Value.Errors(shape, value).map(({ instancePath, message, params }) => {
    const { requiredProperties, additionalProperties } = params as {
      requiredProperties?: readonly string[]
      additionalProperties?: readonly string[]
    }
    const named = requiredProperties ?? additionalProperties
    const field = `${path.length > 0 ? pointerTo(...path) : ''}${instancePath}`
    const words = requiredProperties ? 'must have' : 'must not have'
    return { field: field || '/', message: named ? `${words} ${named.join(', ').slice(0, 200)}` : message }
  })
}

/** Names that an answer is told apart by must be told apart. */
function nameFaults(question: Question, path: readonly string[]): Fault[] {
  const lists: [string, readonly string[]][] = []
  if (question.kind === 'choice' || question.kind === 'choices') lists.push(['options', question.options])
  if (question.kind === 'matrix') lists.push(['rows', question.rows], ['columns', question.columns])
  if (question.kind === 'fields') lists.push(['fields', question.fields.map(({ id }) => id)])
  return lists.flatMap(([name, list]) => {
    const again = repeated(list)
    return again === undefined ? [] : [{ field: pointerTo(...path, name), message: `has ${again} twice` }]
  })
}

function repeated<T>(list: readonly T[]): T | undefined {
  return list.find((item, index) => list.indexOf(item) !== index)
}
