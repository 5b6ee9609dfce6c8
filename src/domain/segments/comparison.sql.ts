import { type RawBuilder, sql } from 'kysely'
import { type Comparison, isOfMoments, isRelative, type Scalar } from './comparison.ts'
import { daysOf, momentsOf } from './day-range.ts'
import { within } from './figure.sql.ts'
import { toPostgres } from './pattern.ts'
import type { Present } from './wall-clock.ts'

const json = (value: Scalar | readonly Scalar[]) => sql`${JSON.stringify(value)}::jsonb`
const anyOf = (values: readonly Scalar[]) => sql`any(${values.map(value => JSON.stringify(value))}::jsonb[])`

/** Whether a jsonb value, which may be missing, fulfils a comparison: true or false, never null. */
export function fulfils(
  value: RawBuilder<unknown>,
  comparison: Comparison,
  present: Present,
): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${test(value, comparison, present)}, false)`
}

function test(value: RawBuilder<unknown>, comparison: Comparison, present: Present): RawBuilder<unknown> {
  const text = sql`(${value} #>> '{}')`
  const ofText = (inner: RawBuilder<unknown>) => sql`(jsonb_typeof(${value}) = 'string' and ${inner})`
  const ofNumber = (inner: RawBuilder<unknown>) => sql`(jsonb_typeof(${value}) = 'number' and ${inner})`
  const ofDay = (inner: RawBuilder<unknown>) =>
    ofText(sql`${text} ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}' and ${inner}`)
  const day = sql`left(${text}, 10) collate "C"`

  if (isOfMoments(comparison)) return sql`${within(sql`moment_of(${value})`, momentsOf(comparison, present))}`
  if (isRelative(comparison)) {
    const days = daysOf(comparison, present)
    if ('everyYear' in days) return ofDay(sql`substr(${text}, 6, 5) = any(${days.everyYear}::text[])`)
    return ofDay(sql`${day} >= ${days.first} and ${day} <= ${days.last}`)
  }
  switch (comparison.is) {
    case 'present':
      return sql`${value} not in ('null'::jsonb, '""'::jsonb)`
    case 'equal':
      return sql`${value} = ${json(comparison.value)}`
    case 'oneOf':
      return sql`${value} = ${anyOf(comparison.values)}`
    case 'contains':
      return ofText(sql`strpos(${text}, ${comparison.value}::text) > 0`)
    case 'startsWith':
      return ofText(sql`starts_with(${text}, ${comparison.value}::text)`)
    case 'endsWith':
      return ofText(sql`right(${text}, char_length(${comparison.value}::text)) = ${comparison.value}::text`)
    case 'matches':
      return ofText(sql`${text} collate "C" ~ ${toPostgres(comparison.pattern)}::text`)
    case 'less':
      return ofNumber(sql`${value} < ${json(comparison.value)}`)
    case 'atMost':
      return ofNumber(sql`${value} <= ${json(comparison.value)}`)
    case 'greater':
      return ofNumber(sql`${value} > ${json(comparison.value)}`)
    case 'atLeast':
      return ofNumber(sql`${value} >= ${json(comparison.value)}`)
    case 'between':
      return ofNumber(sql`${value} between ${json(comparison.from)} and ${json(comparison.to)}`)
    case 'includes':
      return sql`(jsonb_typeof(${value}) = 'array' and exists (
        select 1 from jsonb_array_elements(case jsonb_typeof(${value}) when 'array' then ${value} end) item
        where item = ${anyOf(comparison.values)}))`
    case 'before':
      return ofDay(sql`${day} < ${comparison.day}`)
    case 'after':
      return ofDay(sql`${day} > ${comparison.day}`)
    case 'on':
      return ofDay(sql`${day} = ${comparison.day}`)
  }
}
