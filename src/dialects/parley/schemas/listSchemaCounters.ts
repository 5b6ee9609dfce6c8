import Type from 'typebox'
import { readCounters } from '../../../domain/interactions/counters.ts'
import { operation } from '../../../http/operation.ts'
import { readSince, sinceQuery, toTotals, totals } from './counters.ts'

/** What became of the interactions of every schema since a day (UTC). It lags a second behind. */
export const listSchemaCounters = operation({
  method: 'GET',
  path: '/schema-counters',
  name: 'listSchemaCounters',
  summary: 'How many interactions of each schema were accepted and rejected',
  tag: 'Schemas',
  scope: 'schemas:read',
  query: Type.Object(sinceQuery),
  replies: {
    200: Type.Object({
      items: Type.Array(Type.Object({ schemaId: Type.String(), ...totals }), {
        description: 'By the id of the schema; those without any are absent.',
      }),
    }),
  },
  errors: ['input-invalid'],
  async handle({ db, clock, caller, query }) {
    const days = await readCounters(db, caller.tenant.id, readSince(query.since, clock))
    const items = [...Map.groupBy(days, ({ schemaId }) => schemaId)].map(([schemaId, ofOne]) => ({
      schemaId,
      ...toTotals(ofOne),
    }))
    return { status: 200, body: { items } }
  },
})
