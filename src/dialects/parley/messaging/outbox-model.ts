import Type, { type Static } from 'typebox'
import type { CapturedMessage } from '../../../domain/messaging/read-outbox.ts'

const Text = Type.Union([Type.String(), Type.Null()])

export const CapturedModel = Type.Object({
  id: Type.String({ description: 'The id of its send.' }),
  contactId: Type.String(),
  channel: Type.String(),
  to: Type.String(),
  from: Text,
  subject: Text,
  html: Text,
  text: Text,
  payload: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
  headers: Type.Record(Type.String(), Type.String()),
  capturedAt: Type.String({ format: 'date-time' }),
})

export function toWireCaptured(message: CapturedMessage): Static<typeof CapturedModel> {
  return { ...message, headers: { ...message.headers }, capturedAt: message.capturedAt.toISOString() }
}
