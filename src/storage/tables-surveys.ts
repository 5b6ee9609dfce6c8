/** The tables of surveys, feedback and the files that come with them: see tables.ts. */
import type { ColumnType } from 'kysely'

type Json<T = unknown> = ColumnType<T, string, string>

export interface SurveyTables {
  surveys: SurveyRow
  survey_versions: SurveyVersionRow
  survey_responses: SurveyResponseRow
  feedback: FeedbackRow
  feedback_replies: FeedbackReplyRow
  attachments: AttachmentRow
}

export interface SurveyRow {
  tenant_id: string
  id: string
  version: number
  name: string
  definition: Json
  is_open: boolean
  origins: string[]
  secret: string
  created_at: Date
  updated_at: Date
}

export interface SurveyVersionRow {
  tenant_id: string
  survey_id: string
  version: number
  definition: Json
  created_at: Date
}

export interface SurveyResponseRow {
  tenant_id: string
  id: string
  survey_id: string
  version: number
  title: string
  contact_id: string | null
  answers: Json
  custom_data: Json
  activity: Json
  submitted_at: Date
}

export interface FeedbackRow {
  tenant_id: string
  id: string
  contact_id: string | null
  kind: string
  state: 'unread' | 'read' | 'done'
  email: string | null
  fields: Json
  custom_data: Json
  tags: string[]
  activity: Json
  submitted_at: Date
}

export interface FeedbackReplyRow {
  tenant_id: string
  id: string
  feedback_id: string
  written_by: 'admin' | 'user'
  email: string
  name: string
  text: string
  replied_at: Date
}

export interface AttachmentRow {
  tenant_id: string
  id: string
  file_name: string
  file_type: string
  file_size: number | null
  response_id: string | null
  feedback_id: string | null
  reply_id: string | null
  created_at: ColumnType<Date, never, never>
}
