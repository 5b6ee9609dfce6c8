/**
 * Makes SQL of rules. One compiler serves the full count, a page of members and the check of a few contacts: they differ
 * in `among`, by which every part of the statement is narrowed, and in how facts are gathered.
 */
import { type RawBuilder, sql } from 'kysely'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { isVisitChannel, type VisitChannel, visitsThatCount } from '../contacts/visit.ts'
import { fulfils } from './comparison.sql.ts'
import type { Compiled, CompiledNode, CompiledRule, Compiling, Ground } from './compiling.ts'
import { lies } from './figure.sql.ts'
import { gatherApart, gatherTogether } from './gather.sql.ts'
import type { Leaf, Rule } from './rule.ts'
import { interactionsSql, messagesSql, purchasesSql } from './rule-facts.sql.ts'
import { type AddressChannel, addressKinds, isAddressChannel, type ReachableRule } from './rule-standing.ts'
import type { Present } from './wall-clock.ts'
import { ago, visitCounts } from './window.ts'

export function compile(
  rules: readonly Rule[],
  { tenantId, now, zone, schemas, among, isOfFew }: Ground,
): Compiled {
  const gathering = isOfFew ? gatherTogether() : gatherApart()
  const compiling: Compiling = {
    tenantId,
    now,
    zone,
    among,
    schemaKeys(alias) {
      if (alias === undefined) return [...schemas.values()]
      const key = schemas.get(alias)
      return key === undefined ? [] : [key]
    },
    ask: gathering.ask,
  }
  const compiled = rules.map(rule => compileRule(rule, compiling))
  return { rules: compiled, joins: gathering.joins() }
}

function compileRule(rule: Rule, compiling: Compiling): CompiledRule {
  const nodes: CompiledNode[] = []

  function visit(node: Rule, pointer: string): RawBuilder<boolean> {
    const predicate = predicateOf(node, pointer)
    nodes.push({ pointer, rule: node, predicate })
    return predicate
  }

  function predicateOf(node: Rule, pointer: string): RawBuilder<boolean> {
    if (node.kind === 'not') return sql<boolean>`not (${visit(node.of, pointer + pointerTo('of'))})`
    if (node.kind !== 'all' && node.kind !== 'any') return leafSql(compiling, node)
    const parts = node.of.map((child, index) => visit(child, pointer + pointerTo('of', index)))
    if (parts.length === 0) return node.kind === 'all' ? sql<boolean>`true` : sql<boolean>`false`
    return sql<boolean>`(${sql.join(parts, node.kind === 'all' ? sql` and ` : sql` or `)})`
  }

  const predicate = visit(rule, '')
  return { predicate, nodes }
}

function leafSql(compiling: Compiling, leaf: Leaf): RawBuilder<boolean> {
  switch (leaf.kind) {
    case 'attribute':
      return fulfils(sql`(contact.attributes -> ${leaf.name}::text)`, leaf, compiling)
    case 'contactType':
      return sql<boolean>`lower(contact.contact_type) = any(${leaf.oneOf.map(id => id.toLowerCase())}::text[])`
    case 'approved':
      return sql<boolean>`contact.approved = ${leaf.value}::boolean`
    case 'created':
      return sql<boolean>`(${lies(sql`contact.created_at`, leaf.within, compiling)})`
    case 'source':
      return sql<boolean>`coalesce(contact.source = any(${leaf.oneOf}::text[]), false)`
    case 'reachable':
      return isReached(leaf.channels, compiling)
    case 'preference':
      return accepts(leaf.channel, leaf.accepts)
    case 'consent':
      return sql<boolean>`coalesce((select value from contact_consents consent
        where consent.tenant_id = contact.tenant_id and consent.contact_id = contact.id
          and consent_id = ${leaf.id}::text
        order by given_at desc, consent.id desc limit 1) = ${leaf.value}::boolean, false)`
    case 'segment':
      return sql<boolean>`exists (select 1 from segment_members member
        where member.tenant_id = contact.tenant_id and member.segment_id = ${leaf.id}::uuid
          and member.contact_id = contact.id)`
    case 'interactions':
      return interactionsSql(compiling, leaf)
    case 'purchases':
      return purchasesSql(compiling, leaf)
    case 'messages':
      return messagesSql(compiling, leaf)
  }
}

const accepts = (channel: string, value: boolean) =>
  sql<boolean>`exists (select 1 from contact_preferences preference
    where preference.tenant_id = contact.tenant_id and preference.contact_id = contact.id
      and channel = ${channel}::text and accepts = ${value}::boolean)`

function isReached(channels: ReachableRule['channels'], present: Present): RawBuilder<boolean> {
  const each = channels.map(channel => {
    if (isVisitChannel(channel)) return isReachedByVisits(channel, present)
    return isAddressChannel(channel) ? isReachedAtAddress(channel) : isReachedAtDevice(channel)
  })
  return sql<boolean>`(${sql.join(each, sql` or `)})`
}

const isReachedAtDevice = (channel: string) => sql`(not ${accepts(channel, false)} and exists (
  select 1 from contact_devices device where device.tenant_id = contact.tenant_id
    and device.contact_id = contact.id and device.channel = ${channel}::text))`

const isReachedByVisits = (channel: VisitChannel, present: Present) => sql`(
  not ${accepts(channel, false)} and exists (
    select 1 from content_visits visit where visit.tenant_id = contact.tenant_id and visit.contact_id = contact.id
      and visit.channel = any(${visitsThatCount[channel]}::text[])
      and visit.visited_at > ${ago(present, visitCounts)}::timestamptz))`

const isReachedAtAddress = (channel: AddressChannel) => sql`(${accepts(channel, true)} and exists (
  select 1 from contact_keys address
  where address.tenant_id = contact.tenant_id and address.contact_id = contact.id
    and address.kind = ${addressKinds[channel]}::text and not exists (
      select 1 from message_suppressions suppression where suppression.tenant_id = address.tenant_id
        and suppression.channel = ${channel}::text and suppression.address = address.value)))`
