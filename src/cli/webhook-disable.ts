import { findTenant } from '../domain/accounts/list-accounts.ts'
import { disableWebhook } from '../domain/webhooks/disable-webhook.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption, UsageError } from './command.ts'
import { byOperator, readWebhookId, toLine } from './webhook-arguments.ts'

export const webhookDisable: Command = {
  name: 'webhook disable',
  summary: 'Switch a webhook off; what waits for it rests.',
  usage: '<tenant> <webhook id> [options]',
  options: { reason: { type: 'string' } },
  optionHelp: { '--reason <text>': 'Why, for those who look at the list.' },
  async run({ db, clock }, args) {
    const [slug = '', given = ''] = positionals(args, 'tenant', 'webhook id')
    const id = readWebhookId(given, slug)
    const reason = textOption(args, 'reason') ?? 'By an operator.'
    if (reason.length > 500) throw new UsageError('--reason is a text of at most 500 characters.')
    const webhook = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return disableWebhook(tx, tenant.id, id, reason, clock.now(tenant), byOperator(clock))
    })
    return { text: toLine(webhook), json: webhook }
  },
}
