import type { Selectable } from 'kysely'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { FeedbackRow } from '../../storage/tables-surveys.ts'
import type { Feedback, FeedbackFilter, FeedbackReply } from './feedback.ts'

export const insertFeedback = (tx: Tx, tenantId: string, feedback: Feedback, email: string | null) =>
  tx
    .insertInto('feedback')
    .values({
      tenant_id: tenantId,
      id: feedback.id,
      contact_id: feedback.contactId,
      kind: feedback.kind,
      state: feedback.state,
      email,
      fields: JSON.stringify(feedback.fields),
      custom_data: JSON.stringify(feedback.customData),
      tags: [...feedback.tags],
      activity: JSON.stringify(feedback.activity),
      submitted_at: feedback.submittedAt,
    })
    .execute()

export const selectFeedback = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('feedback')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** Held until the transaction ends. */
export const lockFeedback = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('feedback')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const updateFeedbackRow = (
  tx: Tx,
  tenantId: string,
  id: string,
  { state, tags }: { state: Feedback['state']; tags: readonly string[] },
) =>
  tx
    .updateTable('feedback')
    .set({ state, tags: [...tags] })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const deleteFeedbackRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('feedback').where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst()

export const insertReply = (tx: Tx, tenantId: string, reply: FeedbackReply) =>
  tx
    .insertInto('feedback_replies')
    .values({
      tenant_id: tenantId,
      id: reply.id,
      feedback_id: reply.feedbackId,
      written_by: reply.writtenBy,
      email: reply.email,
      name: reply.name,
      text: reply.text,
      replied_at: reply.repliedAt,
    })
    .execute()

/** In the order in which they were written. */
export const selectReplies = (db: Db, tenantId: string, feedbackIds: readonly string[]) =>
  db
    .selectFrom('feedback_replies')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('feedback_id', 'in', feedbackIds)
    .orderBy('id')
    .execute()

export async function countReplies(tx: Tx, tenantId: string, feedbackId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('feedback_replies')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .where('feedback_id', '=', feedbackId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The newest first, and how many there are altogether. */
export async function searchFeedbackRows(
  db: Db,
  tenantId: string,
  filter: FeedbackFilter,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ rows: Selectable<FeedbackRow>[]; total: number }> {
  const where = sql.join(conditionsOf(tenantId, filter), sql` and `)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from feedback where ${where}`.execute(db)
  const { rows } = await sql<Selectable<FeedbackRow>>`
    select * from feedback where ${where} order by submitted_at desc, id desc limit ${limit} offset ${offset}`.execute(
    db,
  )
  return { rows, total: counted[0]!.total }
}

function conditionsOf(tenantId: string, filter: FeedbackFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [sql`tenant_id = ${tenantId}`]
  const add = <T>(value: T | undefined, condition: (value: T) => RawBuilder<unknown>) => {
    if (value !== undefined) conditions.push(condition(value))
  }
  const holds = (part: string, whole: RawBuilder<unknown>) =>
    sql`position(lower(${part}) in lower(${whole})) > 0`
  add(filter.id, id => sql`id = ${id}::uuid`)
  add(filter.state, state => sql`state = ${state}`)
  add(filter.kind, kind => sql`lower(kind) = lower(${kind})`)
  add(filter.email, email => sql`email = ${email}`)
  add(filter.from, from => sql`submitted_at >= ${from}`)
  add(filter.to, to => sql`submitted_at <= ${to}`)
  add(filter.tags, tags => sql`tags @> ${tags}::text[]`)
  add(filter.customData, data => {
    const wanted = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, [value]]))
    return sql`custom_data @> ${JSON.stringify(wanted)}::jsonb`
  })
  add(filter.after, ({ at, id }) => sql`(submitted_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  add(filter.pageUrl, url => holds(url, sql`coalesce(activity->>'pageUrl', '')`))
  add(
    filter.content,
    text => sql`exists (select 1 from jsonb_path_query(fields, '$[*].value.**{0 to 3} ? (@.type() == "string")') said
      where ${holds(text, sql`said #>> '{}'`)})`,
  )
  for (const name of ['ip', 'browser', 'browserVersion', 'country', 'city'] as const)
    add(filter[name], value => sql`lower(activity->>${name}) = lower(${value})`)
  return conditions
}
