import { findTenant } from '../domain/accounts/list-accounts.ts'
import { createWebhook } from '../domain/webhooks/create-webhook.ts'
import { defaultConcurrency } from '../domain/webhooks/new-webhook.ts'
import { transact } from '../storage/database.ts'
import { webhookFaces } from '../workers/webhook-faces.ts'
import { type Arguments, type Command, listOption, positionals, textOption, UsageError } from './command.ts'
import { byOperator } from './webhook-arguments.ts'

const [firstFace] = webhookFaces
const dialects = webhookFaces.map(({ dialect }) => dialect)

export const webhookCreate: Command = {
  name: 'webhook create',
  summary: 'Make a webhook and show its signing secret, this once.',
  usage: '<tenant> <url> [options]',
  options: {
    dialect: { type: 'string' },
    event: { type: 'string', multiple: true },
    schema: { type: 'string', multiple: true },
    'contact-type': { type: 'string', multiple: true },
    header: { type: 'string', multiple: true },
    description: { type: 'string' },
    format: { type: 'string' },
    concurrency: { type: 'string' },
    rate: { type: 'string' },
    secret: { type: 'string' },
  },
  optionHelp: {
    '--dialect <dialect>': `Whose envelopes it gets: ${dialects.join(', ')}. Without it: ${dialects[0]}.`,
    '--event <types>': `What it gets, with commas: ${firstFace?.eventTypes.map(({ name }) => name).join(', ')}. Without it: all of these but interaction.*.`,
    '--schema <ids>': 'Of interactions, only those of these schemas. Without it: of all.',
    '--contact-type <types>': 'Only of contacts of these types. Without it: of all.',
    '--header <name: value>': 'Sent with each message. Can be given several times.',
    '--description <text>': 'What it is for.',
    '--format <format>': 'json, or xml where the dialect has it. Without it: json.',
    '--concurrency <number>': `How many messages may be under way at a time; with 1 they come in order. Without it: ${defaultConcurrency}.`,
    '--rate <number>': 'How many messages may be sent in a second. Without it: as many as go.',
    '--secret <secret>': 'A whsec_ secret that the receiver has already. Without it: a new one.',
  },
  async run({ db, clock, config }, args) {
    const [slug = '', url = ''] = positionals(args, 'tenant', 'url')
    const secretGiven = textOption(args, 'secret')
    const format = textOption(args, 'format')
    const input = {
      dialect: textOption(args, 'dialect') ?? dialects[0]!,
      url,
      eventTypes: listOption(args, 'event'),
      schemaIds: listOption(args, 'schema'),
      contactTypes: listOption(args, 'contact-type'),
      headers: readHeaders(args.values.header),
      description: textOption(args, 'description') ?? '',
      ...(format !== undefined && { format }),
      ...numberOption(args, 'concurrency', 'concurrency'),
      ...numberOption(args, 'rate', 'perSecond'),
      ...(secretGiven !== undefined && { secret: secretGiven }),
    }
    const rules = { faces: webhookFaces, allowPrivate: config.privateWebhooks }
    const { webhook, secret } = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return createWebhook(tx, tenant, input, rules, clock.now(tenant), byOperator(clock))
    })
    return {
      text: `${secret}\n\nWebhook ${webhook.id}. The secret is not shown again.`,
      json: { ...webhook, secret },
    }
  },
}

function readHeaders(given: Arguments['values'][string]): Record<string, string> {
  const lines = Array.isArray(given) ? given.map(String) : []
  return Object.fromEntries(
    lines.map(line => {
      const colon = line.indexOf(':')
      if (colon < 1) throw new UsageError('--header is a name and a value with a colon between them.')
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()]
    }),
  )
}

function numberOption<Field extends string>(args: Arguments, name: string, field: Field) {
  const text = textOption(args, name)
  if (text === undefined) return {}
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--${name} is a number.`)
  return { [field]: Number(text) } as Record<Field, number>
}
