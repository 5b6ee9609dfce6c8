/** The leaves for which facts of a contact are gathered. */
import { type RawBuilder, sql } from 'kysely'
import { fulfils } from './comparison.sql.ts'
import type { Compiling } from './compiling.ts'
import { hasFigure } from './figure.sql.ts'
import type { Condition, InteractionsRule } from './rule-interactions.ts'
import type { MessagesRule } from './rule-messages.ts'
import type { PurchasesRule } from './rule-purchases.ts'
import type { Present } from './wall-clock.ts'
import { boundsOf } from './window.ts'

export function interactionsSql(compiling: Compiling, rule: InteractionsRule): RawBuilder<boolean> {
  const { tenantId } = compiling
  const keys = compiling.schemaKeys(rule.schema)
  const [only] = keys
  const ofSchema =
    keys.length === 1 ? sql`fact.schema_key = ${only}::uuid` : sql`fact.schema_key = any(${keys}::uuid[])`
  const { within, where = [] } = rule
  return hasFigure(
    compiling,
    {
      source: `interactions ${keys.join(' ')}`,
      rows: sql`from interactions fact where fact.tenant_id = ${tenantId}::uuid
        and ${compiling.among(sql`fact.contact_id`)} and ${ofSchema}`,
      contactId: sql`fact.contact_id`,
      at: sql`fact.created_date`,
      bounds: boundsOf(within, compiling),
      conditions: where.map(condition => isFulfilled(condition, compiling)),
      name: { within, where },
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
  const { within, skus, stores } = rule
  const isSum = 'sum' in rule.has
  const amounts = {
    amount: sql`fact.total_gross_price * fact.exchange_rate`,
    articles: sql`fact.articles_bought`,
  }
  const bought = sql`exists (select 1 from receipt_items item where item.tenant_id = fact.tenant_id
    and item.receipt_id = fact.id and item.type = 'PURCHASE' and item.sku = any(${skus}::text[]))`
  return hasFigure(
    compiling,
    {
      source: 'receipts',
      rows: sql`from receipts fact where fact.tenant_id = ${tenantId}::uuid and fact.contact_id is not null
        and ${compiling.among(sql`fact.contact_id`)}`,
      contactId: sql`fact.contact_id`,
      at: sql`fact.created_date`,
      bounds: boundsOf(within, compiling),
      conditions: [
        ...(isSum ? [] : [sql`fact.has_purchase`]),
        ...(stores ? [sql`fact.store_external_id = any(${stores}::text[])`] : []),
        ...(skus ? [bought] : []),
      ],
      name: { within, stores, skus, isSum },
      numberOf: name => (name === 'articles' ? amounts.articles : amounts.amount),
    },
    rule.has,
  )
}

export function messagesSql(compiling: Compiling, rule: MessagesRule): RawBuilder<boolean> {
  const { tenantId } = compiling
  const { what, within, channel, templateId } = rule
  return hasFigure(
    compiling,
    {
      source: `messages ${what}`,
      rows: sql`from events fact where fact.tenant_id = ${tenantId}::uuid and fact.contact_id is not null
        and ${compiling.among(sql`fact.contact_id`)} and fact.type = ${`message.${what}`}::text`,
      contactId: sql`fact.contact_id`,
      at: sql`fact.at`,
      bounds: boundsOf(within, compiling),
      conditions: [
        ...(channel === undefined ? [] : [sql`fact.data ->> 'channel' = ${channel}::text`]),
        ...(templateId === undefined ? [] : [sql`fact.data ->> 'templateId' = ${templateId}::text`]),
      ],
      name: { within, channel, templateId },
      count: sql`count(distinct coalesce(fact.data ->> 'sendId', fact.id::text))`,
    },
    rule.has,
  )
}
