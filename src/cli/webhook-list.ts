import { findTenant } from '../domain/accounts/list-accounts.ts'
import { listWebhooks } from '../domain/webhooks/list-webhooks.ts'
import { type Command, positionals } from './command.ts'
import { toLine } from './webhook-arguments.ts'

export const webhookList: Command = {
  name: 'webhook list',
  summary: 'List the webhooks of a tenant.',
  usage: '<tenant>',
  options: {},
  optionHelp: {},
  async run({ db }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const tenant = await findTenant(db, slug)
    const webhooks = await listWebhooks(db, tenant.id)
    return { text: webhooks.map(toLine).join('\n') || `Tenant ${slug} has no webhooks.`, json: webhooks }
  },
}
