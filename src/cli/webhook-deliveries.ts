import { findTenant } from '../domain/accounts/list-accounts.ts'
import type { Delivery } from '../domain/webhooks/delivery.ts'
import { listDeliveries } from '../domain/webhooks/list-deliveries.ts'
import { type Command, positionals, textOption, UsageError } from './command.ts'
import { readSelection, selectionHelp, selectionOptions } from './webhook-arguments.ts'

const mostShown = 1000

export const webhookDeliveries: Command = {
  name: 'webhook deliveries',
  summary: 'List what was sent to the webhooks of a tenant and what came of it, the newest first.',
  usage: '<tenant> [options]',
  options: { ...selectionOptions, limit: { type: 'string' } },
  optionHelp: {
    ...selectionHelp,
    '--limit <number>': `At most so many, up to ${mostShown}. Without it: 20.`,
  },
  async run({ db }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const limit = Number(textOption(args, 'limit') ?? 20)
    if (!(Number.isInteger(limit) && limit >= 1 && limit <= mostShown))
      throw new UsageError(`--limit is a number from 1 to ${mostShown}.`)
    const selection = readSelection(args, slug)
    const tenant = await findTenant(db, slug)
    const deliveries = await listDeliveries(db, tenant.id, selection, limit)
    return { text: deliveries.flatMap(toLines).join('\n') || 'There are none.', json: deliveries }
  },
}

function toLines(delivery: Delivery): string[] {
  const { id, state, eventType, messageId, dueAt, endedAt, attempts } = delivery
  const when = endedAt ? `at ${endedAt.toISOString()}` : `due ${dueAt.toISOString()}`
  return [
    [id, state.padEnd(9), eventType, messageId, when].join('  '),
    ...attempts.map(
      ({ at, status, ms, problem }) =>
        `    ${at.toISOString()}  ${status ?? '---'}  ${ms} ms  ${problem ?? ''}`,
    ),
  ]
}
