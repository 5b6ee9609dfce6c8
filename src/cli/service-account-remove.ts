import { everything } from '../domain/accounts/by.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { serviceAccountNotFound } from '../domain/people/errors.ts'
import { listServiceAccounts } from '../domain/people/read-service-accounts.ts'
import { deleteServiceAccount } from '../domain/people/write-service-accounts.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals } from './command.ts'
import { operator } from './operator.ts'

export const serviceAccountRemove: Command = {
  name: 'service-account remove',
  summary: 'Remove a service account; its keys open nothing any more.',
  usage: '<tenant> <name>',
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = '', name = ''] = positionals(args, 'tenant', 'name')
    const by = { actor: operator(), wall: clock.wall(), grant: everything }
    const account = await transact(db, async tx => {
      const { id } = await findTenant(tx, slug)
      const found = (await listServiceAccounts(tx, id)).find(each => each.name === name)
      if (!found) throw serviceAccountNotFound(name)
      await deleteServiceAccount(tx, id, found.id, by)
      return found
    })
    return { text: `${account.name} is no service account of ${slug} any more.`, json: account }
  },
}
