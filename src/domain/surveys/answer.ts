/**
 * The answer to one question, checked against it. A file is not among what is checked: it comes beside the answers and
 * has its own rules (`fileRulesOf`).
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { type KeptFile, usualEndings } from '../attachments/attachment.ts'
import type { FileRules } from '../attachments/keep-file.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { mostFileBytes, type Question, type QuestionOf, type SurveyDefinition } from './definition.ts'

export type AnswerValue =
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'matrix'; readonly values: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'map'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'file'; readonly file: KeptFile }
  | { readonly kind: 'score'; readonly value: number }
  | { readonly kind: 'text'; readonly text: string }

export interface Answer {
  /** Of the answer; of a file it is the file's id. */
  readonly id: string
  readonly questionId: string
  readonly questionText: string
  readonly value: AnswerValue
}

/** What was answered, by the question's id, as it was sent. */
export type SentAnswers = Readonly<Record<string, unknown>>

const own = (record: SentAnswers, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** An unanswered question may be sent as an empty text or list, as forms do. */
const isBlank = (sent: unknown) =>
  sent === undefined || sent === null || sent === '' || (Array.isArray(sent) && sent.length === 0)

/** Collects all faults of the answers; files are asked for by `missingFiles`. */
export function readAnswers(
  { questions }: SurveyDefinition,
  sent: SentAnswers,
): { answers: readonly Answer[]; faults: readonly Fault[] } {
  const answers: Answer[] = []
  const faults: Fault[] = []
  const known = new Set(questions.map(({ id }) => id))
  for (const name of Object.keys(sent).slice(0, 200))
    if (!known.has(name))
      faults.push({ field: name.slice(0, 100), message: 'is not a question of this survey' })
  for (const question of questions) {
    if (question.kind === 'file') continue
    const value = readAnswer(question, own(sent, question.id))
    if (typeof value === 'string') faults.push({ field: question.id, message: value })
    else if (value !== undefined)
      answers.push({ id: newId(), questionId: question.id, questionText: question.text, value })
  }
  return { answers, faults }
}

export function fileRulesOf({ endings, mostBytes }: QuestionOf<'file'>): FileRules {
  return { endings: endings ?? usualEndings, mostBytes: mostBytes ?? mostFileBytes }
}

/** What is wrong with the files that came, or did not. */
export function fileFaults({ questions }: SurveyDefinition, given: ReadonlySet<string>): Fault[] {
  return questions
    .filter(({ kind, isRequired, id }) => kind === 'file' && isRequired && !given.has(id))
    .map(({ id }) => ({ field: id, message: 'must be answered' }))
}

export const fileAnswer = ({ id, text }: QuestionOf<'file'>, file: KeptFile): Answer => ({
  id: file.id,
  questionId: id,
  questionText: text,
  value: { kind: 'file', file },
})

/** Answers in the order of the questions. */
export function inOrder({ questions }: SurveyDefinition, answers: readonly Answer[]): Answer[] {
  const place = new Map(questions.map(({ id }, index) => [id, index]))
  return answers.toSorted((one, other) => place.get(one.questionId)! - place.get(other.questionId)!)
}

type Asked = Exclude<Question, { kind: 'file' }>
/** A value, nothing, or what is wrong. */
type Read = AnswerValue | undefined | string

function readAnswer(question: Asked, sent: unknown): Read {
  if (isBlank(sent)) return question.isRequired ? 'must be answered' : undefined
  switch (question.kind) {
    case 'choice':
      return readChoices(question.options, [sent], 1)
    case 'choices':
      return readChoices(question.options, sent, question.most ?? question.options.length)
    case 'matrix':
      return readMatrix(question, sent)
    case 'fields':
      return readFields(question, sent)
    case 'score':
      return Number.isInteger(sent) && (sent as number) >= 0 && (sent as number) <= 10
        ? { kind: 'score', value: sent as number }
        : 'must be a whole number from 0 to 10'
    case 'text':
      return isText(sent, question.mostCharacters ?? 5000)
        ? { kind: 'text', text: sent }
        : `must be a text of at most ${question.mostCharacters ?? 5000} characters`
  }
}

function isText(sent: unknown, most: number): sent is string {
  return typeof sent === 'string' && sent.length <= most && isStorableText(sent)
}

function readChoices(options: readonly string[], sent: unknown, most: number): Read {
  if (!Array.isArray(sent)) return 'must be a list'
  if (sent.length > most || new Set(sent).size < sent.length)
    return `must be at most ${most} of the options, each once`
  if (!sent.every(value => options.includes(value as string)))
    return `must be among ${options.join(', ').slice(0, 500)}`
  return { kind: 'list', values: sent as string[] }
}

const isRecord = (sent: unknown): sent is SentAnswers =>
  typeof sent === 'object' && sent !== null && !Array.isArray(sent)

function readMatrix({ rows, columns, allowsSeveral, isRequired }: QuestionOf<'matrix'>, sent: unknown): Read {
  if (!isRecord(sent)) return 'must be an object with a list for each row'
  if (Object.keys(sent).some(name => !rows.includes(name))) return 'has a row that is not asked for'
  const entries: [string, readonly string[]][] = []
  for (const row of rows) {
    const given = own(sent, row)
    if (isBlank(given)) {
      if (isRequired) return 'must be answered in each row'
      continue
    }
    const list = Array.isArray(given) ? given : [given]
    const read = readChoices(columns, list, allowsSeveral ? columns.length : 1)
    if (typeof read === 'string') return `${row}: ${read}`
    entries.push([row, list as string[]])
  }
  return entries.length === 0 ? undefined : { kind: 'matrix', values: Object.fromEntries(entries) }
}

function readFields({ fields, isRequired }: QuestionOf<'fields'>, sent: unknown): Read {
  if (!isRecord(sent)) return 'must be an object with a text for each field'
  if (Object.keys(sent).some(name => fields.every(({ id }) => id !== name)))
    return 'has a field that is not asked for'
  const entries: [string, string][] = []
  for (const field of fields) {
    const given = own(sent, field.id)
    if (isBlank(given)) {
      if (field.isRequired) return `${field.label} must be answered`
      continue
    }
    const problem = fieldProblem(field.format ?? 'text', given)
    if (problem) return `${field.label} ${problem}`
    entries.push([field.id, (given as string).trim()])
  }
  if (entries.length === 0) return isRequired ? 'must be answered' : undefined
  return { kind: 'map', values: Object.fromEntries(entries) }
}

function fieldProblem(format: string, given: unknown): string | undefined {
  if (!isText(given, 500)) return 'must be a text of at most 500 characters'
  if (format === 'email' && normaliseEmail(given) === undefined) return 'must be an e-mail address'
  if (format === 'phone' && !/^\+?[0-9 ()./-]{4,30}$/.test(given.trim())) return 'must be a phone number'
  if (format === 'number' && !/^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(given.trim())) return 'must be a number'
  return undefined
}
