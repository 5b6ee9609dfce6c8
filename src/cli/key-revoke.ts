import { findTenant } from '../domain/accounts/list-accounts.ts'
import { revokeKey } from '../domain/accounts/revoke-key.ts'
import { isUuid } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, UsageError } from './command.ts'
import { operator } from './operator.ts'

export const keyRevoke: Command = {
  name: 'key revoke',
  summary: 'End an API key for good; running servers refuse it within a second.',
  usage: '<tenant> <key id>',
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = '', id = ''] = positionals(args, 'tenant', 'key id')
    if (!isUuid(id)) throw new UsageError(`${id} is not the id of a key; see: parley key list ${slug}`)
    const key = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      return revokeKey(tx, tenant.id, id, operator(), clock.wall())
    })
    return { text: `Revoked ${key.name} (${key.id}).`, json: key }
  },
}
