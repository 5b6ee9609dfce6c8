import Type from 'typebox'
import { couriers } from '../../../channels/couriers.ts'
import { noteAudit } from '../../../domain/accounts/note-audit.ts'
import { isDeviceChannel } from '../../../domain/messaging/send-channel.ts'
import { testProvider as tryOut } from '../../../domain/messaging/test-provider.ts'
import { listDevices } from '../../../domain/messaging/write-devices.ts'
import { readProvider } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { providerParams } from './provider-model.ts'

const MaybeText = Type.Union([Type.String(), Type.Null()])

/** One fixed message, beside the queue. What the provider says of it is the answer, and no refusal. */
export const testProvider = operation({
  method: 'POST',
  path: '/providers/{providerId}/test',
  name: 'testProvider',
  summary: 'Send a test message by a provider',
  tag: 'Messages',
  scope: 'providers:write',
  params: providerParams,
  body: Type.Object(
    {
      to: Type.Optional(
        Type.String({
          maxLength: 400,
          description:
            'An e-mail address or a phone number; of push the id of a contact, whose devices get it; of webhooks nothing.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: {
    200: Type.Object({
      outcome: Type.String({ description: '`accepted`, `refused`, `unavailable` or `unknown`.' }),
      reference: Type.Union([Type.String(), Type.Null()], {
        description: 'What the provider calls the message.',
      }),
      detail: MaybeText,
    }),
  },
  errors: ['provider-not-found', 'contact-not-found', 'contact-id-invalid', 'input-invalid'],
  async handle({ db, write, clock, caller, params, body, courierOptions }) {
    const { tenant } = caller
    const provider = await readProvider(db, tenant.id, params.providerId)
    const { to = '' } = body
    const all = isDeviceChannel(provider.channel) && to !== '' ? await listDevices(db, tenant, to) : []
    const devices = all.filter(({ channel }) => channel === provider.channel)
    const handover = await tryOut(provider, to, devices, couriers, courierOptions)
    const { kind: outcome } = handover
    const deed = { action: 'provider.tested', subject: provider.id, details: { outcome } }
    await write(tx => noteAudit(tx, tenant.id, byOf(caller, clock), deed))
    const reference = handover.kind === 'accepted' ? handover.reference : null
    const detail = handover.kind === 'accepted' ? null : handover.detail
    return { status: 200, body: { outcome, reference, detail } }
  },
})
