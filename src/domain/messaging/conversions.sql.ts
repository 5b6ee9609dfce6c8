import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import { type Period, within } from './campaign-stats.sql.ts'

/** What counts as a conversion: an interaction under a schema, by so many days after the message was sent. */
export interface ConversionRule {
  readonly schemaKey: string
  readonly days: number
  /** The property with what it brought, where it is to be added up. */
  readonly revenue?: string | undefined
}

export interface ConversionRow {
  readonly count: number
  readonly contacts: number
  readonly after_click: number
  readonly revenue: number
}

/** Interactions that followed messages of a campaign in time. Each counts once, for the last message before it. */
export async function selectConversions(
  db: Db,
  tenantId: string,
  campaignId: string,
  { schemaKey, days, revenue }: ConversionRule,
  period: Period,
): Promise<ConversionRow> {
  const { rows } = await sql<ConversionRow>`
    select count(*) as count, count(distinct contact_id) as contacts,
      count(*) filter (where clicked_at <= created_date) as after_click,
      coalesce(sum(case when jsonb_typeof(amount) = 'number' then amount::numeric end), 0)::float8 as revenue
    from (
      select distinct on (interaction.id) interaction.contact_id, interaction.created_date, send.clicked_at,
        interaction.payload -> ${revenue ?? ''}::text as amount
      from message_sends send
      join interactions interaction on interaction.tenant_id = send.tenant_id
        and interaction.contact_id = send.contact_id and interaction.schema_key = ${schemaKey}
        and interaction.created_date >= send.sent_at
        and interaction.created_date < send.sent_at + ${days} * interval '1 day'
      where send.tenant_id = ${tenantId} and send.lane_id = ${campaignId} and send.sent_at is not null
        ${within(period)}
      order by interaction.id, send.sent_at desc
    ) converted`.execute(db)
  return rows[0]!
}
