import Type from 'typebox'
import { readCounters } from '../../../domain/interactions/counters.ts'
import { operation } from '../../../http/operation.ts'
import { readSince, sinceQuery, toTotals, totals } from './counters.ts'
import { findSchema } from './find-schema.ts'
import { schemaParams } from './translate.ts'

const Count = Type.Object({ day: Type.String(), accepted: Type.Integer(), rejected: Type.Integer() })

/** What became of the interactions of a schema, day by day (UTC, by when they came in). It lags a second behind. */
export const getSchemaCounters = operation({
  method: 'GET',
  path: '/schemas/{schemaId}/counters',
  name: 'getSchemaCounters',
  summary: 'How many interactions were accepted and rejected',
  tag: 'Schemas',
  scope: 'schemas:read',
  params: schemaParams,
  query: Type.Object(sinceQuery),
  replies: {
    200: Type.Object({
      ...totals,
      days: Type.Array(Count, { description: 'The newest first; days without any are absent.' }),
    }),
  },
  errors: ['schema-not-found', 'input-invalid'],
  async handle({ db, clock, caller, params, query, ...services }) {
    await findSchema(services, caller, params.schemaId)
    const all = await readCounters(db, caller.tenant.id, readSince(query.since, clock))
    const days = all.filter(({ schemaId }) => schemaId === params.schemaId)
    return {
      status: 200,
      body: {
        ...toTotals(days),
        days: days.map(({ day, accepted, rejected }) => ({ day, accepted, rejected })),
      },
    }
  },
})
