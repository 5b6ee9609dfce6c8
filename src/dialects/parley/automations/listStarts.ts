import Type from 'typebox'
import { listAudienceStarts } from '../../../domain/automations/audience-start.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { automationParams } from './translate.ts'

const Time = Type.String({ format: 'date-time' })

/** How far contacts are that enter together: because of a date, a schedule, a business event, or by hand. */
export const listStarts = operation({
  method: 'GET',
  path: '/automations/{automationId}/starts',
  name: 'listStarts',
  summary: 'List the starts of an automation',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  query: Type.Object(pageQuery),
  replies: {
    200: pageOf(
      Type.Object({
        id: Type.String(),
        occasion: Type.String(),
        state: Type.Enum(['waiting', 'ended', 'dropped']),
        lookedAt: Type.Integer({ description: 'Contacts that were asked.' }),
        started: Type.Integer({ description: 'Runs that were started.' }),
        createdAt: Time,
        endedAt: Type.Union([Time, Type.Null()]),
      }),
    ),
  },
  errors: ['automation-not-found', 'cursor-invalid'],
  async handle({ db, caller, params, query }) {
    const page = await listAudienceStarts(db, caller.tenant.id, params.automationId, query)
    const body = toWirePage(page, start => ({
      ...start,
      createdAt: start.createdAt.toISOString(),
      endedAt: start.endedAt?.toISOString() ?? null,
    }))
    return { status: 200, body }
  },
})
