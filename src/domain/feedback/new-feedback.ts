import type { Fault } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { KeptFile } from '../attachments/attachment.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import type { Respondent } from '../surveys/respondent.ts'
import { type Activity, type CustomData, readCustomData } from '../surveys/response.ts'
import { feedbackInvalid } from './errors.ts'
import { type FeedbackField, type FeedbackKind, type FieldValue, feedbackKinds } from './feedback.ts'

/** As a caller describes it; files come beside it. */
export interface FeedbackInput {
  readonly kind: string
  readonly name?: string
  readonly email?: string
  readonly message: string
  readonly fields?: readonly { readonly label: string; readonly value: unknown }[]
  readonly customData?: unknown
  readonly tags?: readonly string[]
  /** Whose it is; without it, of nobody known. */
  readonly giver?: Respondent
  readonly activity: Activity
}

export interface NewFeedback {
  readonly kind: FeedbackKind
  readonly email: string | null
  readonly fields: readonly FeedbackField[]
  readonly customData: CustomData
  readonly tags: readonly string[]
  readonly giver: Respondent | undefined
  readonly activity: Activity
}

const [mostFields, mostTags, mostText] = [50, 50, 10_000]

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && value.length <= most && isStorableText(value)

/** Throws `feedback-invalid` with all that is wrong. */
export function readFeedback(input: FeedbackInput): NewFeedback {
  const faults: Fault[] = []
  const add = (field: string, message: string) => faults.push({ field, message })
  const { name, email, message, fields = [], tags = [] } = input
  const kind = feedbackKinds.find(each => each.toLowerCase() === input.kind.toLowerCase())
  if (!kind) add('kind', `must be one of ${feedbackKinds.join(', ')}`)
  if (!isText(message, mostText)) add('message', `must be a text of 1 to ${mostText} characters`)
  if (name !== undefined && !isText(name, 200)) add('name', 'must be a text of 1 to 200 characters')
  if (email !== undefined && normaliseEmail(email) === undefined) add('email', 'must be an e-mail address')
  if (tags.length > mostTags || !tags.every(tag => isText(tag, 100)))
    add('tags', `must be at most ${mostTags} texts of 1 to 100 characters`)
  if (fields.length > mostFields) add('fields', `must be at most ${mostFields}`)
  const custom = fields.slice(0, mostFields).flatMap(({ label, value }, index) => {
    const read = isText(label, 200) ? readValue(value) : undefined
    if (!read)
      add(
        `fields/${index}`,
        'must have a label, and a text, a number, a list of texts or lists of texts by row',
      )
    return read ? [{ id: newId(), label, isCustom: true, value: read }] : []
  })
  const { customData, faults: more } = readCustomData(input.customData)
  faults.push(...more)
  if (faults.length > 0) throw feedbackInvalid(faults)

  const standard = (label: string, value: FieldValue) => ({ id: newId(), label, isCustom: false, value })
  return {
    kind: kind!,
    email: email === undefined ? null : normaliseEmail(email)!,
    fields: [
      ...(name === undefined ? [] : [standard('Name', { kind: 'name', text: name })]),
      ...(email === undefined ? [] : [standard('Email', { kind: 'email', text: email.trim() })]),
      standard('Category', { kind: 'category', text: kind! }),
      standard('Message', { kind: 'message', text: message }),
      ...custom,
    ],
    customData,
    tags: [...new Set(tags)],
    giver: input.giver,
    activity: input.activity,
  }
}

/** Of a file: the part named `snapshot` is the picture of the page, others are the company's own fields. */
export const fileField = (partName: string, file: KeptFile): FeedbackField =>
  partName === 'snapshot'
    ? { id: file.id, label: 'Snapshot', isCustom: false, value: { kind: 'snapshot', file } }
    : { id: file.id, label: partName, isCustom: true, value: { kind: 'file', file } }

function readValue(value: unknown): FieldValue | undefined {
  if (isText(value, mostText)) return { kind: 'text', text: value }
  if (typeof value === 'number') return Number.isFinite(value) ? { kind: 'score', value } : undefined
  if (Array.isArray(value)) return isList(value) ? { kind: 'list', values: value } : undefined
  if (typeof value !== 'object' || value === null) return undefined
  const rows = Object.entries(value)
  const isMatrix = rows.length <= 50 && rows.every(([row, list]) => isText(row, 200) && isList(list))
  return isMatrix ? { kind: 'matrix', values: Object.fromEntries(rows) } : undefined
}

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= 100 && value.every(item => isText(item, 1000))
