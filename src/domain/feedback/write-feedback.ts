import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents, type NewEvent } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { KeptFile } from '../attachments/attachment.ts'
import { holdFiles } from '../attachments/keep-file.ts'
import { findRespondent } from '../surveys/find-respondent.ts'
import { feedbackInvalid, feedbackNotFound } from './errors.ts'
import {
  countReplies,
  deleteFeedbackRow,
  insertFeedback,
  insertReply,
  lockFeedback,
  updateFeedbackRow,
} from './feedback.sql.ts'
import { type Feedback, type FeedbackReply, type FeedbackState, fromRow } from './feedback.ts'
import type { NewFeedback } from './new-feedback.ts'

const mostReplies = 500

/** Keeps feedback, gives its files their holder and tells the fact, and in it where this server is reached, if known. */
export async function submitFeedback(
  tx: Tx,
  tenant: Tenant,
  input: NewFeedback,
  publicUrl: string | null,
  at: Date,
): Promise<Feedback> {
  const { giver, email, ...rest } = input
  await lockEvents(tx, [tenant.id])
  const contactId = (giver && (await findRespondent(tx, tenant, giver, at))) ?? null
  const feedback: Feedback = { id: newId(), contactId, state: 'unread', ...rest, submittedAt: at }
  await insertFeedback(tx, tenant.id, feedback, email)
  const files = feedback.fields.flatMap(({ value }) => ('file' in value ? [value.file] : []))
  await holdFiles(tx, tenant, files, { kind: 'feedback', id: feedback.id })
  const { id, kind, fields, customData, activity } = feedback
  const data = { feedbackId: id, kind, data: { fields, customData, activity, publicUrl } }
  await tell(tx, tenant, 'feedback.submitted', feedback, data, at)
  return feedback
}

export interface NewReply {
  readonly writtenBy: 'admin' | 'user'
  readonly email: string
  readonly name: string
  readonly text: string
}

/** Who replies has read it; a reply of who gave it makes it unread. Throws `feedback-not-found`, `feedback-invalid`. */
export async function replyToFeedback(
  tx: Tx,
  tenant: Tenant,
  feedbackId: string,
  input: NewReply,
  files: readonly KeptFile[],
  publicUrl: string | null,
  at: Date,
): Promise<FeedbackReply> {
  const wrong = Object.entries({ email: 254, name: 200, text: 10_000 } as const).filter(
    ([field, most]) => input[field as 'text'].length > most || !isStorableText(input[field as 'text']),
  )
  if (wrong.length > 0 || input.text.trim() === '')
    throw feedbackInvalid([{ field: wrong[0]?.[0] ?? 'text', message: 'must be a text, and not too long' }])
  await lockEvents(tx, [tenant.id])
  const feedback = await lock(tx, tenant, feedbackId)
  if ((await countReplies(tx, tenant.id, feedback.id)) >= mostReplies)
    throw feedbackInvalid([{ field: 'feedback', message: `has ${mostReplies} replies, and no more may be` }])
  const reply: FeedbackReply = {
    id: newId(),
    feedbackId: feedback.id,
    ...input,
    attachments: files,
    repliedAt: at,
  }
  await insertReply(tx, tenant.id, reply)
  await holdFiles(tx, tenant, files, { kind: 'reply', id: reply.id })
  const state = input.writtenBy === 'user' ? 'unread' : feedback.state === 'unread' ? 'read' : feedback.state
  await updateFeedbackRow(tx, tenant.id, feedback.id, { state, tags: feedback.tags })
  const { id: replyId, writtenBy, email, name, text, attachments } = reply
  const data = {
    feedbackId: feedback.id,
    replyId,
    writtenBy,
    data: { email, name, text, attachments, publicUrl },
  }
  await tell(tx, tenant, 'feedback.replied', feedback, data, at)
  return reply
}

/** Throws `feedback-not-found`, `feedback-invalid`. */
export async function changeFeedback(
  tx: Tx,
  tenant: Tenant,
  feedbackId: string,
  patch: { readonly state?: FeedbackState; readonly tags?: readonly string[] },
  at: Date,
): Promise<Feedback> {
  const isFine = (patch.tags ?? []).every(tag => tag !== '' && tag.length <= 100 && isStorableText(tag))
  if (!isFine || (patch.tags?.length ?? 0) > 50)
    throw feedbackInvalid([{ field: 'tags', message: 'must be at most 50 texts of 1 to 100 characters' }])
  await lockEvents(tx, [tenant.id])
  const before = await lock(tx, tenant, feedbackId)
  const { state = before.state, tags = before.tags } = patch
  const now = fromRow(await updateFeedbackRow(tx, tenant.id, before.id, { state, tags: [...new Set(tags)] }))
  await tell(tx, tenant, 'feedback.changed', now, { feedbackId: now.id, state, tags: now.tags }, at)
  return now
}

/** With its replies; its files go in a while. Throws `feedback-not-found`. */
export async function deleteFeedback(tx: Tx, tenant: Tenant, feedbackId: string, at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const feedback = await lock(tx, tenant, feedbackId)
  await deleteFeedbackRow(tx, tenant.id, feedback.id)
  await tell(tx, tenant, 'feedback.deleted', feedback, { feedbackId: feedback.id }, at)
}

async function lock(tx: Tx, tenant: Tenant, feedbackId: string): Promise<Feedback> {
  const row = isUuid(feedbackId) ? await lockFeedback(tx, tenant.id, feedbackId) : undefined
  if (!row) throw feedbackNotFound()
  return fromRow(row)
}

function tell(tx: Tx, tenant: Tenant, type: string, { contactId }: Feedback, data: object, at: Date) {
  const fact: NewEvent = { tenantId: tenant.id, type, data, at, ...(contactId && { contactId }) }
  return appendEvents(tx, [fact])
}
