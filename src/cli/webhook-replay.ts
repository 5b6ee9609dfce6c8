import { findTenant } from '../domain/accounts/list-accounts.ts'
import { replayDeliveries } from '../domain/webhooks/replay-deliveries.ts'
import { isUuid } from '../kernel/ids.ts'
import { type Command, UsageError } from './command.ts'
import { byOperator, readSelection, selectionHelp, selectionOptions } from './webhook-arguments.ts'

export const webhookReplay: Command = {
  name: 'webhook replay',
  summary: 'Send deliveries once more, under the message ids that they had.',
  usage: '<tenant> [delivery id] [options]',
  options: selectionOptions,
  optionHelp: selectionHelp,
  async run({ db, clock }, args) {
    const [slug, deliveryId, ...rest] = args.positionals
    if (slug === undefined) throw new UsageError('<tenant> is missing.')
    if (rest.length > 0) throw new UsageError(`Unexpected argument ${rest[0]}.`)
    if (deliveryId !== undefined && !isUuid(deliveryId))
      throw new UsageError(
        `${deliveryId} is not the id of a delivery; see: parley webhook deliveries ${slug}`,
      )
    const selection = { ...readSelection(args, slug), ...(deliveryId !== undefined && { deliveryId }) }
    if (Object.keys(selection).length === 0)
      throw new UsageError('Say which: a delivery id, --webhook, --state, --since or --until.')
    const tenant = await findTenant(db, slug)
    const replayed = await replayDeliveries(db, tenant.id, selection, byOperator(clock))
    return { text: `${replayed} to be sent once more.`, json: { replayed } }
  },
}
