/** A template as it is being written: every part is a text, whichever its channel has. */
import type { Answer, Input } from '../../api/ask.ts'
import { isContentChannel } from '../../kit/channels.ts'

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
  /** JSON; of content all but what has a field. */
  readonly payload: string
  /** Of content: where in the page it is shown, where a click leads, its picture, how long it is shown. */
  readonly placement: string
  readonly url: string
  readonly imageUrl: string
  /** An ISO 8601 duration. */
  readonly validFor: string
  readonly senderAddress: string
  readonly senderName: string
  readonly replyTo: string
  readonly tracksOpens: boolean
  readonly tracksLinks: boolean
}

export type Part = 'subject' | 'markup' | 'text' | 'payload'

const content = { parts: ['subject', 'markup', 'text', 'payload'], subject: 'Title' } as const

/** Which parts a channel has; what the subject of it is called. */
export const channelParts: Readonly<Record<string, { parts: readonly Part[]; subject?: string }>> = {
  email: { parts: ['subject', 'markup', 'text'], subject: 'Subject' },
  sms: { parts: ['text'] },
  whatsapp: { parts: ['text', 'payload'] },
  push: { parts: ['subject', 'text', 'payload'], subject: 'Title' },
  webPush: { parts: ['subject', 'text', 'payload'], subject: 'Title' },
  inApp: content,
  onSite: content,
  inline: content,
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

/** Of a payload of content, what has a field. */
export const contentMembers = ['placement', 'url', 'imageUrl', 'validFor'] as const
type ContentMember = (typeof contentMembers)[number]

const noContent: Pick<Draft, ContentMember> = { placement: '', url: '', imageUrl: '', validFor: '' }
/** Without another one, as the server has it. */
export const usualValidity = 'P30D'

export const newDraft = (channel: string): Draft => ({
  name: '',
  channel,
  isTransactional: false,
  consentIds: [],
  subject: '',
  markup: isContentChannel(channel) ? 'html' : 'mjml',
  mjml: channel === 'email' ? firstMjml : '',
  html: '',
  text: '',
  payload: '',
  ...noContent,
  validFor: usualValidity,
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
  markup:
    template.mjml === null && (template.html !== null || isContentChannel(template.channel))
      ? 'html'
      : 'mjml',
  mjml: template.mjml ?? '',
  html: template.mjml === null ? (template.html ?? '') : '',
  text: template.text ?? '',
  ...payloadOf(template),
  senderAddress: template.sender?.address ?? '',
  senderName: template.sender?.name ?? '',
  replyTo: template.sender?.replyTo ?? '',
  tracksOpens: template.tracksOpens,
  tracksLinks: template.tracksLinks,
})

function payloadOf({ channel, payload }: Template): Pick<Draft, ContentMember | 'payload'> {
  if (payload === null) return { payload: '', ...noContent }
  if (!isContentChannel(channel)) return { payload: JSON.stringify(payload, null, 2), ...noContent }
  const { placement, url, imageUrl, validFor, ...rest } = payload
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    payload: Object.keys(rest).length === 0 ? '' : JSON.stringify(rest, null, 2),
    placement: text(placement),
    url: text(url),
    imageUrl: text(imageUrl),
    validFor: text(validFor),
  }
}

/** What the server takes of a draft, or why its payload is no JSON object. */
export function bodyOf(draft: Draft): { body: TemplateBody } | { payloadFault: string } {
  const { parts } = channelParts[draft.channel] ?? { parts: [] }
  const given = (part: Part, text: string) => (parts.includes(part) && text !== '' ? text : null)
  const read = readPayload(given('payload', draft.payload.trim()))
  if (typeof read === 'string') return { payloadFault: read }
  const payload = isContentChannel(draft.channel) ? withContent(read, draft) : read
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

/** With what stands in the fields; a member that has one is not given beside it. */
function withContent(payload: Record<string, unknown> | null, draft: Draft) {
  const twice = contentMembers.find(name => payload && Object.hasOwn(payload, name))
  if (twice) return `${twice} has a field of its own above`
  const given = contentMembers.flatMap(name => {
    const text = draft[name].trim()
    return text === '' ? [] : [[name, text] as const]
  })
  return payload === null && given.length === 0 ? null : { ...Object.fromEntries(given), ...payload }
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
