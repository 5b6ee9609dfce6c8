/** Which parts a template has, by its channel. */
import type { Payload } from './payload.ts'
import type { SendChannel } from './send-channel.ts'

type Part = 'subject' | 'mjml' | 'html' | 'text' | 'payload'

/** Of a template that is to be saved. */
type GivenParts = Readonly<
  Partial<Record<Exclude<Part, 'payload'>, string | null> & { payload: Payload | null }>
>

interface PartRule {
  readonly has: readonly Part[]
  /** All of these must be given. */
  readonly needs: readonly Part[]
  /** And one of these. */
  readonly needsOneOf: readonly Part[]
}

/** What pages and apps show. */
const content: PartRule = {
  has: ['subject', 'mjml', 'html', 'text', 'payload'],
  needs: [],
  needsOneOf: ['text', 'html', 'mjml'],
}

const rules: Readonly<Record<SendChannel, PartRule>> = {
  email: {
    has: ['subject', 'mjml', 'html', 'text'],
    needs: ['subject'],
    needsOneOf: ['text', 'html', 'mjml'],
  },
  sms: { has: ['text'], needs: ['text'], needsOneOf: [] },
  // Of a payload the member `template`, which WhatsApp asks for where the contact did not write first.
  whatsapp: { has: ['text', 'payload'], needs: [], needsOneOf: ['text', 'payload'] },
  push: { has: ['subject', 'text', 'payload'], needs: ['text'], needsOneOf: [] },
  webPush: { has: ['subject', 'text', 'payload'], needs: ['text'], needsOneOf: [] },
  inApp: content,
  onSite: content,
  inline: content,
  webhook: { has: ['subject', 'text', 'payload'], needs: [], needsOneOf: ['text', 'payload'] },
}

const longestSubject = 2000

/** What is wrong with which parts are given, by part. */
export function partProblems(channel: SendChannel, template: GivenParts): [Part, string][] {
  const { has, needs, needsOneOf } = rules[channel]
  const isGiven = (part: Part) => (template[part] ?? '') !== ''
  const problems: [Part, string][] = []
  for (const part of ['subject', 'mjml', 'html', 'text', 'payload'] as const)
    if (!has.includes(part) && isGiven(part)) problems.push([part, `is not of the channel ${channel}`])
  for (const part of needs) if (!isGiven(part)) problems.push([part, 'must not be empty'])
  if ((template.subject ?? '').length > longestSubject)
    problems.push(['subject', `must not be longer than ${longestSubject} characters`])
  if (isGiven('mjml') && isGiven('html')) problems.push(['html', 'must not be given beside mjml'])
  if (needsOneOf.length > 0 && !needsOneOf.some(isGiven))
    problems.push([needsOneOf[0]!, `must be given, or ${needsOneOf.slice(1).join(' or ')}`])
  if (channel === 'whatsapp' && template.payload && !namesTemplate(template.payload))
    problems.push(['payload', 'must have template, an object with name and language'])
  return problems
}

function namesTemplate({ template }: Payload): boolean {
  if (typeof template !== 'object' || template === null) return false
  const { name, language } = template as Record<string, unknown>
  const code =
    typeof language === 'object' && language !== null ? (language as { code?: unknown }).code : language
  return typeof name === 'string' && name !== '' && typeof code === 'string' && code !== ''
}
