import Type from 'typebox'
import {
  type ReadReport,
  readEmailReport,
  readSmsReport,
  readWhatsappReport,
} from '../../../channels/private-reports.ts'
import { providerNotFound } from '../../../domain/messaging/errors.ts'
import { recordReports } from '../../../domain/messaging/record-reports.ts'
import { readProvider } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { Format, Queued, queued } from '../container.ts'

const formats: Readonly<Record<string, (body: unknown) => ReadReport>> = {
  'private-email': readEmailReport,
  'private-sms': readSmsReport,
  'private-whatsapp': readWhatsappReport,
}

/**
 * WebEngage › Private ESP, SSP, WSP › Delivery status notifications: a private provider tells what became of a message. Of a
 * message that is not known it is taken, too: it may have been forgotten.
 */
export const takeStatusNotification = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/dsn/{channel}/{providerId}',
  name: 'takeStatusNotification',
  summary: 'Tell what became of a message that a private provider took',
  tag: 'Private providers',
  scope: 'campaign-execution:write',
  rateLimit: 'status-notifications',
  versions: ['v1'],
  params: Type.Object({
    licenseCode: Type.String(),
    channel: Type.String({ description: 'email, sms or whatsapp.' }),
    providerId: Type.String({ description: 'Of a provider of the kind private-email, -sms or -whatsapp.' }),
  }),
  query: Format,
  body: Type.Object({
    version: Type.Optional(Type.Unknown()),
    messageId: Type.Unknown({ description: 'As it came with the message.' }),
    event: Type.Optional(
      Type.Unknown({ description: 'Of an e-mail: SENT, DELIVERED, BOUNCE, UNSUBSCRIBE, SPAM.' }),
    ),
    status: Type.Optional(
      Type.Unknown({
        description: 'sms_sent, sms_failed; whatsapp_sent, whatsapp_failed, whatsapp_read.',
      }),
    ),
    statusCode: Type.Optional(Type.Unknown({ description: 'A code of the vendor’s table.' })),
    message: Type.Optional(Type.Unknown()),
    reason: Type.Optional(Type.Unknown({ description: 'What WhatsApp has instead of a message.' })),
  }),
  replies: { 200: Queued },
  errors: ['provider-not-found'],
  async handle({ caller: { tenant }, params, body, db, write, now }) {
    const { channel, providerId } = params
    const provider = await readProvider(db, tenant.id, providerId)
    const read = formats[provider.kind]
    if (!read || provider.channel !== channel) throw providerNotFound(providerId.slice(0, 100))
    const { reports, faults } = read(body)
    if (!reports) throw inputInvalid(faults)
    await write(tx => recordReports(tx, tenant.id, provider.id, reports, now))
    return { status: 200, body: queued }
  },
})
