import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { contentFaults } from './content.ts'
import { templateInvalid } from './errors.ts'
import { parseLiquid, type TextKind, variablesIn } from './liquid.ts'
import { compileMjml } from './mjml.ts'
import { type Payload, payloadFaults, textsOf } from './payload.ts'
import { isContentChannel, isSendChannel, type SendChannel, sendChannels } from './send-channel.ts'
import type { Sender, Template } from './template.ts'
import { partProblems } from './template-parts.ts'

/** A template as it is to be saved. */
export interface TemplateInput {
  readonly name: string
  readonly channel: string
  readonly isTransactional?: boolean
  readonly consentIds?: readonly string[]
  readonly subject?: string | null
  readonly mjml?: string | null
  readonly html?: string | null
  readonly text?: string | null
  readonly payload?: Payload | null
  readonly sender?: Sender | null
  readonly tracksOpens?: boolean
  readonly tracksLinks?: boolean
}

/** A template that can be saved. */
export type CheckedTemplate = Omit<Template, 'id' | 'version' | 'createdAt' | 'updatedAt'>

/** What a template may ask for, by the first name. All but `contact` and `message` are given by what queues the send. */
export const scopeNames = [
  'contact',
  'message',
  'interaction',
  'event',
  'token',
  'user',
  'trigger',
  'purchase',
  'order',
  'cart',
  'segment',
  'businessEvents',
  'run',
  'steps',
  'journey',
  'api',
  'campaign',
] as const

const mostVariables = 200

/** The same as `examineTemplate`, for a template that is to be saved. Throws `template-invalid` with all faults, too. */
export async function checkTemplate(input: TemplateInput): Promise<CheckedTemplate> {
  const { faults, template } = await examineTemplate(input)
  if (faults.length > 0) throw templateInvalid(faults)
  return template
}

/**
 * Reads a template: compiles its MJML, parses its parts, finds its variables, and says all that is wrong with it. Takes
 * up to some seconds, so call it outside a transaction. Throws `templates-busy`.
 */
export async function examineTemplate(
  input: TemplateInput,
): Promise<{ faults: Fault[]; template: CheckedTemplate }> {
  const faults: Fault[] = []
  const add = (field: string, message: string | undefined) => message && faults.push({ field, message })
  add('name', textProblem(input.name, 200))
  if (!isSendChannel(input.channel)) add('channel', `must be one of ${sendChannels.join(', ')}`)
  else for (const [field, message] of partProblems(input.channel, input)) add(field, message)
  const consentIds = input.consentIds ?? []
  if (consentIds.length > 20 || consentIds.some(id => textProblem(id, 200)))
    add('consentIds', 'must be at most 20 names of 1 to 200 characters')
  const { subject = null, mjml = null, text = null, payload = null, sender = null } = input
  for (const [field, message] of senderProblems(sender, input.channel)) add(field, message)

  let html = input.html ?? null
  if (mjml !== null && faults.every(({ field }) => field === 'name')) {
    const compiled = await compileMjml(mjml)
    if ('html' in compiled) html = compiled.html
    else for (const problem of compiled.problems) add('mjml', problem)
  }
  const variables = new Set<string>()
  if (payload) faults.push(...payloadFaults(payload))
  if (isContentChannel(input.channel)) faults.push(...contentFaults(input.channel, payload))
  const texts = payload && faults.length === 0 ? textsOf(payload) : null
  for (const [field, source] of Object.entries({ subject, html, text, payload: texts })) {
    if (source === null) continue
    const found = partVariables(source, kindOf(field))
    if ('variables' in found) for (const name of found.variables) variables.add(name)
    else if (field === 'html' && mjml !== null) add('mjml', problemInSource(mjml) ?? found.problem)
    else add(field, found.problem)
  }
  for (const name of variables) add('variables', variableProblem(name))
  if (variables.size > mostVariables) add('variables', `must not be more than ${mostVariables}`)
  const template: CheckedTemplate = {
    name: input.name,
    channel: input.channel as SendChannel,
    isTransactional: input.isTransactional ?? false,
    consentIds,
    subject,
    mjml,
    html,
    text,
    payload,
    sender,
    tracksOpens: input.tracksOpens ?? false,
    tracksLinks: input.tracksLinks ?? false,
    variables: [...variables].sort(),
  }
  return { faults, template }
}

const kindOf = (part: string): TextKind => (part === 'html' ? 'html' : part === 'payload' ? 'list' : 'plain')

function partVariables(source: string, kind: TextKind): { variables: string[] } | { problem: string } {
  if (!isStorableText(source)) return { problem: 'must be well-formed text without U+0000' }
  const parsed = parseLiquid(source, kind)
  return 'problem' in parsed ? parsed : { variables: variablesIn(parsed) }
}

/** What is wrong with the Liquid, at its place in the MJML and not in the HTML that this became. */
function problemInSource(mjml: string): string | undefined {
  const parsed = parseLiquid(mjml, 'html')
  return 'problem' in parsed ? parsed.problem : undefined
}

function senderProblems(sender: Sender | null, channel: string): [string, string][] {
  if (!sender) return []
  const problems: [string, string][] = []
  const { address, name, replyTo } = sender
  if (channel === 'email' ? !normaliseEmail(address) : textProblem(address, 50))
    problems.push([
      'sender.address',
      channel === 'email' ? 'must be an e-mail address' : 'must be a number or a name',
    ])
  if (name !== undefined && (textProblem(name, 200) || /[\r\n]/.test(name)))
    problems.push(['sender.name', 'must be one line of 1 to 200 characters'])
  if (replyTo !== undefined && !normaliseEmail(replyTo))
    problems.push(['sender.replyTo', 'must be an e-mail address'])
  return problems
}

function variableProblem(name: string): string | undefined {
  const first = /^[^.[]+/.exec(name)?.[0] ?? name
  return (scopeNames as readonly string[]).includes(first)
    ? undefined
    : `${name.slice(0, 100)} is not known: a variable begins with one of ${scopeNames.join(', ')}`
}

function textProblem(text: string, longest: number): string | undefined {
  const isFine = text !== '' && text.length <= longest && isStorableText(text)
  return isFine ? undefined : `must be a text of 1 to ${longest} characters`
}
