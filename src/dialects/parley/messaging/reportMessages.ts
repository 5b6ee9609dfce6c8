import Type from 'typebox'
import { type ReportOutcome, reportOutcomes } from '../../../domain/messaging/courier.ts'
import { recordReports } from '../../../domain/messaging/record-reports.ts'
import { readProvider } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { providerParams } from './provider-model.ts'

/** Bounces, complaints and deliveries, from a program that reads them where the provider tells of them. */
export const reportMessages = operation({
  method: 'POST',
  path: '/providers/{providerId}/reports',
  name: 'reportMessages',
  summary: 'Tell what became of messages that a provider took',
  tag: 'Messages',
  scope: 'messages:write',
  params: providerParams,
  body: Type.Object({
    reports: Type.Array(
      Type.Object({
        sendId: Type.Optional(Type.String({ maxLength: 100 })),
        reference: Type.Optional(Type.String({ maxLength: 500, description: 'What the provider calls it.' })),
        outcome: Type.Unsafe<ReportOutcome>({
          type: 'string',
          enum: [...reportOutcomes],
        }),
        isPermanent: Type.Optional(
          Type.Boolean({ default: true, description: 'Of a bounce: whether the address will never do.' }),
        ),
        detail: Type.Optional(Type.String({ maxLength: 500 })),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
  replies: {
    200: Type.Object({ known: Type.Integer({ description: 'Reports of messages that are known.' }) }),
  },
  errors: ['provider-not-found'],
  async handle({ write, db, caller, params, body, now }) {
    const provider = await readProvider(db, caller.tenant.id, params.providerId)
    const known = await write(tx => recordReports(tx, caller.tenant.id, provider.id, body.reports, now))
    return { status: 200, body: { known } }
  },
})
