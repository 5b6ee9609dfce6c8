/** A template as it is being written: every part is a text, whichever its channel has. */
import type { Answer, Input } from '../../api/ask.ts'

export type Template = Answer<'getTemplate'>
type TemplateBody = Input<'createTemplate'>['body']

export interface Draft {
  readonly name: string
  readonly channel: string
  readonly isTransactional: boolean
  readonly consentIds: readonly string[]
  readonly subject: string
  /** In which language the body of an e-mail is written. */
  readonly markup: 'mjml' | 'html'
  readonly mjml: string
  readonly html: string
  readonly text: string
  /** JSON. */
  readonly payload: string
  readonly senderAddress: string
  readonly senderName: string
  readonly replyTo: string
  readonly tracksOpens: boolean
  readonly tracksLinks: boolean
}

export type Part = 'subject' | 'markup' | 'text' | 'payload'

/** Which parts a channel has; what the subject of it is called. */
export const channelParts: Readonly<Record<string, { parts: readonly Part[]; subject?: string }>> = {
  email: { parts: ['subject', 'markup', 'text'], subject: 'Subject' },
  sms: { parts: ['text'] },
  whatsapp: { parts: ['text', 'payload'] },
  push: { parts: ['subject', 'text', 'payload'], subject: 'Title' },
  webPush: { parts: ['subject', 'text', 'payload'], subject: 'Title' },
  webhook: { parts: ['subject', 'text', 'payload'], subject: 'Subject' },
}

const firstMjml = `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        <mj-text>
          Dear {{ contact.firstName | default: "customer" }},
        </mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`

export const newDraft = (channel: string): Draft => ({
  name: '',
  channel,
  isTransactional: false,
  consentIds: [],
  subject: '',
  markup: 'mjml',
  mjml: channel === 'email' ? firstMjml : '',
  html: '',
  text: '',
  payload: '',
  senderAddress: '',
  senderName: '',
  replyTo: '',
  tracksOpens: channel === 'email',
  tracksLinks: channel === 'email',
})

export const draftOf = (template: Template): Draft => ({
  name: template.name,
  channel: template.channel,
  isTransactional: template.isTransactional,
  consentIds: template.consentIds,
  subject: template.subject ?? '',
  markup: template.mjml === null && template.html !== null ? 'html' : 'mjml',
  mjml: template.mjml ?? '',
  html: template.mjml === null ? (template.html ?? '') : '',
  text: template.text ?? '',
  payload: template.payload === null ? '' : JSON.stringify(template.payload, null, 2),
  senderAddress: template.sender?.address ?? '',
  senderName: template.sender?.name ?? '',
  replyTo: template.sender?.replyTo ?? '',
  tracksOpens: template.tracksOpens,
  tracksLinks: template.tracksLinks,
})

/** What the server takes of a draft, or why its payload is no JSON object. */
export function bodyOf(draft: Draft): { body: TemplateBody } | { payloadFault: string } {
  const { parts } = channelParts[draft.channel] ?? { parts: [] }
  const given = (part: Part, text: string) => (parts.includes(part) && text !== '' ? text : null)
  const payload = readPayload(given('payload', draft.payload.trim()))
  if (typeof payload === 'string') return { payloadFault: payload }
  const { name, channel, isTransactional, consentIds, markup, senderAddress, senderName, replyTo } = draft
  const sender = {
    address: senderAddress,
    ...(senderName && { name: senderName }),
    ...(replyTo && { replyTo }),
  }
  return {
    body: {
      name: name.trim(),
      channel,
      isTransactional,
      consentIds: [...consentIds],
      subject: given('subject', draft.subject),
      mjml: markup === 'mjml' ? given('markup', draft.mjml) : null,
      html: markup === 'html' ? given('markup', draft.html) : null,
      text: given('text', draft.text),
      payload,
      sender: senderAddress + senderName + replyTo === '' ? null : sender,
      tracksOpens: draft.tracksOpens,
      tracksLinks: draft.tracksLinks,
    },
  }
}

function readPayload(text: string | null): Record<string, unknown> | null | string {
  if (text === null) return null
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
    return 'must be a JSON object'
  } catch (error) {
    return (error as Error).message
  }
}
