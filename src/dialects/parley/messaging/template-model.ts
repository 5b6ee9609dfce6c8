import Type, { type Static } from 'typebox'
import type { TemplateInput } from '../../../domain/messaging/check-template.ts'
import { sendChannels } from '../../../domain/messaging/send-channel.ts'
import type { Template } from '../../../domain/messaging/template.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()])
const time = Type.String({ format: 'date-time' })
const part = (description: string) =>
  Type.Optional(Nullable(Type.String({ maxLength: 300_000, description })))

const SenderModel = Type.Object({
  address: Type.String({ maxLength: 254 }),
  name: Type.Optional(Type.String({ maxLength: 200 })),
  replyTo: Type.Optional(Type.String({ maxLength: 254 })),
})

export const TemplateBody = Type.Object({
  name: Type.String({ maxLength: 200 }),
  channel: Type.String({ description: sendChannels.join(', ') }),
  isTransactional: Type.Optional(
    Type.Boolean({
      default: false,
      description: 'Sent because of something that the contact did: it asks for no preference.',
    }),
  ),
  consentIds: Type.Optional(
    Type.Array(Type.String({ maxLength: 200 }), { description: 'Consents that must be in force.' }),
  ),
  subject: part('In Liquid: of an e-mail its subject, of a push and of what is shown its title.'),
  mjml: part('In MJML and Liquid; it becomes the HTML.'),
  html: part('In Liquid, what is printed is escaped; instead of mjml.'),
  text: part('In Liquid: what is read; of an e-mail where HTML is not.'),
  payload: Type.Optional(
    Nullable(
      Type.Record(Type.String(), Type.Unknown(), {
        description: 'What only its channel knows; its texts are in Liquid. See the README of the dialect.',
      }),
    ),
  ),
  sender: Type.Optional(Nullable(SenderModel)),
  tracksOpens: Type.Optional(Type.Boolean()),
  tracksLinks: Type.Optional(Type.Boolean()),
})

export const TemplateModel = Type.Object({
  id: Type.String(),
  name: Type.String(),
  channel: Type.String(),
  isTransactional: Type.Boolean(),
  consentIds: Type.Array(Type.String()),
  subject: Nullable(Type.String()),
  mjml: Nullable(Type.String()),
  html: Nullable(Type.String()),
  text: Nullable(Type.String()),
  payload: Nullable(Type.Record(Type.String(), Type.Unknown())),
  sender: Nullable(SenderModel),
  tracksOpens: Type.Boolean(),
  tracksLinks: Type.Boolean(),
  variables: Type.Array(Type.String(), { description: 'What it asks for, found when it was saved.' }),
  version: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})

export const templateParams = Type.Object({ templateId: Type.String() })

/** MJML and HTML of one template. */
export const templateBodyLimit = 2 * 1024 * 1024

export function toWireTemplate(template: Template): Static<typeof TemplateModel> {
  const { createdAt, updatedAt, consentIds, variables, ...rest } = template
  return {
    ...rest,
    consentIds: [...consentIds],
    variables: [...variables],
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}

export const toTemplateInput = (body: Static<typeof TemplateBody>): TemplateInput => body
