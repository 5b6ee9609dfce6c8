/**
 * Feedback: what someone tells the company on their own account, with what kind of matter it is, fields and files. The
 * company and the one who gave it may reply to each other. It is unread, read or done.
 */
import type { Selectable } from 'kysely'
import type { FeedbackReplyRow, FeedbackRow } from '../../storage/tables-surveys.ts'
import type { Attachment } from '../attachments/attachment.ts'
import type { Activity, CustomData } from '../surveys/response.ts'

export const feedbackKinds = ['Like', 'Question', 'Suggestion', 'Problem'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]

export const feedbackStates = ['unread', 'read', 'done'] as const
export type FeedbackState = (typeof feedbackStates)[number]

export type FieldValue =
  | { readonly kind: 'name' | 'email' | 'category' | 'message'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'matrix'; readonly values: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'score'; readonly value: number }
  | { readonly kind: 'snapshot' | 'file'; readonly file: Attachment }

export interface FeedbackField {
  /** Of a file it is the file's id. */
  readonly id: string
  readonly label: string
  /** Whether the company added it to those that every feedback has. */
  readonly isCustom: boolean
  readonly value: FieldValue
}

export interface Feedback {
  readonly id: string
  readonly contactId: string | null
  readonly kind: FeedbackKind
  readonly state: FeedbackState
  readonly fields: readonly FeedbackField[]
  readonly customData: CustomData
  readonly tags: readonly string[]
  readonly activity: Activity
  readonly submittedAt: Date
}

export interface FeedbackReply {
  readonly id: string
  readonly feedbackId: string
  /** `admin`: the company; `user`: who gave the feedback. */
  readonly writtenBy: 'admin' | 'user'
  readonly email: string
  readonly name: string
  readonly text: string
  readonly attachments: readonly Attachment[]
  readonly repliedAt: Date
}

/** What is looked for; what is absent fits all. */
export interface FeedbackFilter {
  readonly id?: string | undefined
  readonly state?: string | undefined
  readonly kind?: string | undefined
  readonly email?: string | undefined
  /** In any field, in any letter case. */
  readonly content?: string | undefined
  /** What an activity holds, exactly; of the address of the page, a part. */
  readonly pageUrl?: string | undefined
  readonly ip?: string | undefined
  readonly browser?: string | undefined
  readonly browserVersion?: string | undefined
  readonly country?: string | undefined
  readonly city?: string | undefined
  readonly from?: Date | undefined
  /** Included. */
  readonly to?: Date | undefined
  /** All of them. */
  readonly tags?: readonly string[] | undefined
  readonly customData?: Readonly<Record<string, string>> | undefined
  /** A place in the order: what stands after it. */
  readonly after?: { readonly at: string; readonly id: string } | undefined
}

export const fromRow = (row: Selectable<FeedbackRow>): Feedback => ({
  id: row.id,
  contactId: row.contact_id,
  kind: row.kind as FeedbackKind,
  state: row.state,
  fields: row.fields as readonly FeedbackField[],
  customData: row.custom_data as CustomData,
  tags: row.tags,
  activity: row.activity as Activity,
  submittedAt: row.submitted_at,
})

export const fromReplyRow = (
  row: Selectable<FeedbackReplyRow>,
  attachments: readonly Attachment[],
): FeedbackReply => ({
  id: row.id,
  feedbackId: row.feedback_id,
  writtenBy: row.written_by,
  email: row.email,
  name: row.name,
  text: row.text,
  attachments,
  repliedAt: row.replied_at,
})
