import Type, { type Static } from 'typebox'
import { type Send, type SendState, sendStates } from '../../../domain/messaging/send.ts'

const time = Type.String({ format: 'date-time' })
const Time = Type.Union([time, Type.Null()])
const Text = Type.Union([Type.String(), Type.Null()])

export const SendStateModel = Type.Unsafe<SendState>({ type: 'string', enum: [...sendStates] })

export const SendModel = Type.Object({
  id: Type.String(),
  contactId: Type.String(),
  templateId: Type.String(),
  channel: Type.String(),
  origin: Type.Object({ kind: Type.String(), id: Type.String(), step: Type.Optional(Type.String()) }),
  context: Type.Record(Type.String(), Type.Unknown()),
  dedupeKey: Type.String(),
  state: SendStateModel,
  reason: Type.Union([Type.String(), Type.Null()], {
    description: 'Why it was not sent, or did not arrive.',
  }),
  detail: Text,
  address: Text,
  providerId: Type.Union([Type.String(), Type.Null()], { description: 'Null: captured in the outbox.' }),
  reference: Text,
  tries: Type.Integer(),
  dueAt: time,
  expiresAt: Type.Union([time, Type.Null()], {
    description: 'Not sent after then; what is on show is not shown after then.',
  }),
  createdAt: time,
  sentAt: Time,
  endedAt: Time,
  openedAt: Time,
  clickedAt: Time,
  clicks: Type.Integer(),
  dismissedAt: Time,
})

export const sendParams = Type.Object({ sendId: Type.String() })

const toText = (date: Date | null) => date?.toISOString() ?? null

export function toWireSend(send: Send): Static<typeof SendModel> {
  return {
    ...send,
    origin: { ...send.origin },
    context: { ...send.context },
    dueAt: send.dueAt.toISOString(),
    createdAt: send.createdAt.toISOString(),
    expiresAt: toText(send.expiresAt),
    sentAt: toText(send.sentAt),
    endedAt: toText(send.endedAt),
    openedAt: toText(send.openedAt),
    clickedAt: toText(send.clickedAt),
    dismissedAt: toText(send.dismissedAt),
  }
}
