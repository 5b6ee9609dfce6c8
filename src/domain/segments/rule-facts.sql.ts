/** The leaves for which facts of a contact are gathered. */
import { type RawBuilder, sql } from 'kysely'
import { fulfils } from './comparison.sql.ts'
import type { Compiling } from './compiling.ts'
import { hasFigure, lies } from './figure.sql.ts'
import type { Condition, InteractionsRule } from './rule-interactions.ts'
import type { MessagesRule } from './rule-messages.ts'
import type { PurchasesRule } from './rule-purchases.ts'
import type { Present } from './wall-clock.ts'

export function interactionsSql(compiling: Compiling, rule: InteractionsRule): RawBuilder<boolean> {
  const { tenantId } = compiling
  const keys = compiling.schemaKeys(rule.schema)
  const [only] = keys
  const ofSchema =
    keys.length === 1 ? sql`fact.schema_key = ${only}::uuid` : sql`fact.schema_key = any(${keys}::uuid[])`
  const conditions = (rule.where ?? []).map(condition => sql` and ${isFulfilled(condition, compiling)}`)
  const rows = sql`from interactions fact where fact.tenant_id = ${tenantId}::uuid
    and ${compiling.among(sql`fact.contact_id`)} and ${ofSchema}
    and ${lies(sql`fact.created_date`, rule.within, compiling)}${sql.join(conditions, sql``)}`
  return hasFigure(
    compiling,
    {
      rows,
      contactId: sql`fact.contact_id`,
      at: sql`fact.created_date`,
      numberOf: name => {
        const value = sql`fact.payload -> ${name}::text`
        return sql`case jsonb_typeof(${value}) when 'number' then (${value})::numeric end`
      },
    },
    rule.has,
  )
}

function isFulfilled(condition: Condition, present: Present): RawBuilder<unknown> {
  if ('any' in condition)
    return sql`(${sql.join(
      condition.any.map(each => isFulfilled(each, present)),
      sql` or `,
    )})`
  const test = fulfils(sql`(fact.payload -> ${condition.property}::text)`, condition, present)
  return condition.not ? sql`not ${test}` : test
}

export function purchasesSql(compiling: Compiling, rule: PurchasesRule): RawBuilder<boolean> {
  const { tenantId } = compiling
  const bought = rule.skus
    ? sql` and exists (select 1 from receipt_items item where item.tenant_id = fact.tenant_id
        and item.receipt_id = fact.id and item.type = 'PURCHASE' and item.sku = any(${rule.skus}::text[]))`
    : sql``
  const inStore = rule.stores ? sql` and fact.store_external_id = any(${rule.stores}::text[])` : sql``
  const isSum = 'sum' in rule.has
  const amounts = {
    amount: sql`fact.total_gross_price * fact.exchange_rate`,
    articles: sql`fact.articles_bought`,
  }
  return hasFigure(
    compiling,
    {
      rows: sql`from receipts fact where fact.tenant_id = ${tenantId}::uuid and fact.contact_id is not null
        and ${compiling.among(sql`fact.contact_id`)}${isSum ? sql`` : sql` and fact.has_purchase`}
        and ${lies(sql`fact.created_date`, rule.within, compiling)}${inStore}${bought}`,
      contactId: sql`fact.contact_id`,
      at: sql`fact.created_date`,
      numberOf: name => (name === 'articles' ? amounts.articles : amounts.amount),
    },
    rule.has,
  )
}

export function messagesSql(compiling: Compiling, rule: MessagesRule): RawBuilder<boolean> {
  const { tenantId } = compiling
  const onChannel =
    rule.channel === undefined ? sql`` : sql` and fact.data ->> 'channel' = ${rule.channel}::text`
  const ofTemplate =
    rule.templateId === undefined ? sql`` : sql` and fact.data ->> 'templateId' = ${rule.templateId}::text`
  return hasFigure(
    compiling,
    {
      rows: sql`from events fact where fact.tenant_id = ${tenantId}::uuid and fact.contact_id is not null
        and ${compiling.among(sql`fact.contact_id`)} and fact.type = ${`message.${rule.what}`}::text
        and ${lies(sql`fact.at`, rule.within, compiling)}${onChannel}${ofTemplate}`,
      contactId: sql`fact.contact_id`,
      at: sql`fact.at`,
      count: sql`count(distinct coalesce(fact.data ->> 'sendId', fact.id::text))`,
    },
    rule.has,
  )
}
