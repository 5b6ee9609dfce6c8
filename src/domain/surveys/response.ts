/** A response: what someone answered to a survey, of a contact or of nobody known. */
import type { Selectable } from 'kysely'
import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { SurveyResponseRow } from '../../storage/tables-surveys.ts'
import type { Answer } from './answer.ts'

/** Where and with what someone sent something from a page. Null: not known. */
export interface Activity {
  readonly pageUrl: string | null
  readonly pageTitle: string | null
  readonly ip: string | null
  readonly city: string | null
  readonly country: string | null
  readonly browser: string | null
  readonly browserVersion: string | null
  readonly platform: string | null
}

/** What the page that shows the form gave along. */
export type CustomData = Readonly<Record<string, readonly string[]>>

export interface SurveyResponse {
  readonly id: string
  readonly surveyId: string
  readonly version: number
  /** Of the survey as it was answered. */
  readonly title: string
  readonly contactId: string | null
  readonly answers: readonly Answer[]
  readonly customData: CustomData
  readonly activity: Activity
  readonly submittedAt: Date
}

const [mostNames, mostValues, mostCharacters] = [50, 20, 500]

/** A text, a number, a truth value or a list of them under each name; with faults when it is more or other. */
export function readCustomData(sent: unknown): { customData: CustomData; faults: readonly Fault[] } {
  const refuse = (message: string) => ({ customData: {}, faults: [{ field: 'customData', message }] })
  if (sent === undefined || sent === null) return { customData: {}, faults: [] }
  if (typeof sent !== 'object' || Array.isArray(sent)) return refuse('must be an object')
  const entries = Object.entries(sent).map(([name, value]) => {
    const list = (Array.isArray(value) ? value : [value]) as unknown[]
    return [name, list.map(item => (typeof item === 'object' ? undefined : String(item)))] as const
  })
  const fits = (text: string | undefined): text is string =>
    text !== undefined && text.length <= mostCharacters && isStorableText(text)
  const isFine =
    entries.length <= mostNames &&
    entries.every(
      ([name, list]) =>
        name.length <= 100 && isStorableText(name) && list.length <= mostValues && list.every(fits),
    )
  if (!isFine)
    return refuse(
      `must have at most ${mostNames} names, each with up to ${mostValues} texts of ${mostCharacters} characters`,
    )
  return { customData: Object.fromEntries(entries) as CustomData, faults: [] }
}

export const fromRow = (row: Selectable<SurveyResponseRow>): SurveyResponse => ({
  id: row.id,
  surveyId: row.survey_id,
  version: row.version,
  title: row.title,
  contactId: row.contact_id,
  answers: row.answers as readonly Answer[],
  customData: row.custom_data as CustomData,
  activity: row.activity as Activity,
  submittedAt: row.submitted_at,
})
