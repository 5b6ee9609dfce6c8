import { findTenant } from '../domain/accounts/list-accounts.ts'
import { enableWebhook } from '../domain/webhooks/enable-webhook.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals } from './command.ts'
import { byOperator, readWebhookId, toLine } from './webhook-arguments.ts'

export const webhookEnable: Command = {
  name: 'webhook enable',
  summary: 'Switch a webhook on; what waits for it is sent.',
  usage: '<tenant> <webhook id>',
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = '', given = ''] = positionals(args, 'tenant', 'webhook id')
    const id = readWebhookId(given, slug)
    const webhook = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return enableWebhook(tx, tenant.id, id, byOperator(clock))
    })
    return { text: toLine(webhook), json: webhook }
  },
}
