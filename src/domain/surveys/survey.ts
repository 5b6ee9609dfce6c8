/**
 * A survey: questions that people answer in a form. What is asked is its definition; each change makes a version, and a
 * response names the one that it answers. An open one takes responses.
 */
import type { Selectable } from 'kysely'
import type { SurveyRow, SurveyVersionRow } from '../../storage/tables-surveys.ts'
import type { SurveyDefinition } from './definition.ts'

export interface Survey {
  readonly id: string
  readonly version: number
  /** For those who make it; who answers sees the title. */
  readonly name: string
  readonly definition: SurveyDefinition
  readonly isOpen: boolean
  /** From which sites a browser may send responses, as in the header Origin; `*` is any. */
  readonly origins: readonly string[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** A survey as it was asked at some time. */
export interface SurveyVersion {
  readonly surveyId: string
  readonly version: number
  readonly definition: SurveyDefinition
  readonly createdAt: Date
}

/** Without its secret. */
export const fromRow = (row: Selectable<SurveyRow>): Survey => ({
  id: row.id,
  version: row.version,
  name: row.name,
  definition: row.definition as SurveyDefinition,
  isOpen: row.is_open,
  origins: row.origins,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromVersionRow = (row: Selectable<SurveyVersionRow>): SurveyVersion => ({
  surveyId: row.survey_id,
  version: row.version,
  definition: row.definition as SurveyDefinition,
  createdAt: row.created_at,
})

/** Whether a site may send responses. Nobody is kept out who sends no Origin: that is no browser on another site. */
export const admitsOrigin = (origins: readonly string[], origin: string) =>
  origins.includes('*') || origins.includes(origin)
