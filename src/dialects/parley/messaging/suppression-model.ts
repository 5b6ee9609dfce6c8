import Type, { type Static } from 'typebox'
import type { Suppression } from '../../../domain/messaging/suppression.ts'

const Text = Type.Union([Type.String(), Type.Null()])

export const SuppressionModel = Type.Object({
  channel: Type.String(),
  address: Type.String(),
  reason: Type.String({ description: 'bounce, complaint or manual' }),
  detail: Text,
  sendId: Text,
  createdAt: Type.String({ format: 'date-time' }),
})

export const toWireSuppression = (suppression: Suppression): Static<typeof SuppressionModel> => ({
  ...suppression,
  createdAt: suppression.createdAt.toISOString(),
})
