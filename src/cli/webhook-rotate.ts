import { findTenant } from '../domain/accounts/list-accounts.ts'
import { rotateSecret, rotationMs } from '../domain/webhooks/rotate-secret.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption, UsageError } from './command.ts'
import { byOperator, readWebhookId } from './webhook-arguments.ts'

const hourMs = 3_600_000

export const webhookRotate: Command = {
  name: 'webhook rotate',
  summary: 'Give a webhook a new signing secret and show it, this once.',
  usage: '<tenant> <webhook id> [options]',
  options: { grace: { type: 'string' } },
  optionHelp: {
    '--grace <hours>': `How long the old secret signs as well. Without it: ${rotationMs / hourMs} hours.`,
  },
  async run({ db, clock }, args) {
    const [slug = '', given = ''] = positionals(args, 'tenant', 'webhook id')
    const id = readWebhookId(given, slug)
    const grace = textOption(args, 'grace') ?? String(rotationMs / hourMs)
    if (!/^\d{1,4}(\.\d{1,6})?$/.test(grace)) throw new UsageError('--grace is a number of hours.')
    const { webhook, secret } = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return rotateSecret(tx, tenant.id, id, Number(grace) * hourMs, byOperator(clock))
    })
    return {
      text: `${secret}\n\nThe new secret of webhook ${id}. It is not shown again.`,
      json: { ...webhook, secret },
    }
  },
}
