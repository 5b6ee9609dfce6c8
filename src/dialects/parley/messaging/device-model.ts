import Type, { type Static } from 'typebox'
import type { Device } from '../../../domain/messaging/device.ts'

export const DeviceBody = Type.Object({
  channel: Type.String({ description: 'push or webPush' }),
  address: Type.String({
    maxLength: 3000,
    description: 'Of an app its token; of a browser the `endpoint` of its subscription.',
  }),
  keys: Type.Optional(
    Type.Union([Type.Object({ p256dh: Type.String(), auth: Type.String() }), Type.Null()], {
      description: 'Of a browser: the `keys` of its subscription.',
    }),
  ),
  label: Type.Optional(Type.Union([Type.String({ maxLength: 200 }), Type.Null()])),
})

/** Without its keys. */
export const DeviceModel = Type.Object({
  id: Type.String(),
  contactId: Type.String(),
  channel: Type.String(),
  address: Type.String(),
  label: Type.Union([Type.String(), Type.Null()]),
  createdAt: Type.String({ format: 'date-time' }),
})

export const deviceParams = Type.Object({ contactId: Type.String(), deviceId: Type.String() })

export const toWireDevice = ({ keys: _, createdAt, ...rest }: Device): Static<typeof DeviceModel> => ({
  ...rest,
  createdAt: createdAt.toISOString(),
})
