import { findTenant } from '../domain/accounts/list-accounts.ts'
import { rotateKey } from '../domain/accounts/rotate-key.ts'
import { isUuid } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption, UsageError } from './command.ts'
import { operator } from './operator.ts'

export const keyRotate: Command = {
  name: 'key rotate',
  summary: 'Give an API key a successor and show its secret, this once.',
  usage: '<tenant> <key id> [options]',
  options: { grace: { type: 'string' } },
  optionHelp: { '--grace <hours>': 'How long the old key still works. Without it: not at all.' },
  async run({ db, clock }, args) {
    const [slug = '', id = ''] = positionals(args, 'tenant', 'key id')
    if (!isUuid(id)) throw new UsageError(`${id} is not the id of a key; see: parley key list ${slug}`)
    const hours = Number(textOption(args, 'grace') ?? 0)
    if (!(hours >= 0 && hours <= 10_000)) throw new UsageError('--grace is a number of hours.')
    const { key, secret } = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return rotateKey(tx, tenant.id, id, hours * 3_600_000, operator(), clock.wall())
    })
    return {
      text: `${secret}\n\nKey ${key.id} takes the place of ${id}. The secret is not shown again.`,
      json: { ...key, secret },
    }
  },
}
