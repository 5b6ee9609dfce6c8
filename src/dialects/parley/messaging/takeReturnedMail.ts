import Type from 'typebox'
import { readBounceMail } from '../../../channels/bounce-mail.ts'
import { recordReports } from '../../../domain/messaging/record-reports.ts'
import { readProvider } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { providerParams } from './provider-model.ts'

/**
 * For a mail server that hands such mails to a program, instead of the mailbox in the settings of the provider. A mail
 * that tells nothing is taken, too: the program need not know.
 */
export const takeReturnedMail = operation({
  method: 'POST',
  path: '/providers/{providerId}/bounces',
  name: 'takeReturnedMail',
  summary: 'Take a mail that tells of a bounce or a complaint',
  tag: 'Messages',
  scope: 'messages:write',
  params: providerParams,
  body: Type.Object({
    mail: Type.String({ description: 'As it came (RFC 5322), in base64 or, if that is asked for, as text.' }),
    encoding: Type.Optional(
      Type.Union([Type.Literal('base64'), Type.Literal('text')], { default: 'base64' }),
    ),
  }),
  bodyLimit: 2 * 1024 * 1024,
  replies: {
    200: Type.Object({
      reports: Type.Integer({ description: 'So much it tells of messages.' }),
      known: Type.Integer({ description: 'Of those, what is of messages of this provider.' }),
    }),
  },
  errors: ['provider-not-found'],
  prepare: ({ mail, encoding }) => readBounceMail(Buffer.from(mail, encoding === 'text' ? 'utf8' : 'base64')),
  async handle({ write, db, caller, params, prepared: reports, now }) {
    const provider = await readProvider(db, caller.tenant.id, params.providerId)
    const known = await write(tx => recordReports(tx, caller.tenant.id, provider.id, reports, now))
    return { status: 200, body: { reports: reports.length, known } }
  },
})
