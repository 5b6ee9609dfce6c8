import { everything } from '../domain/accounts/by.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { serviceRoles } from '../domain/people/service-account.ts'
import { createServiceAccount } from '../domain/people/write-service-accounts.ts'
import { transact } from '../storage/database.ts'
import { type Command, listOption, positionals } from './command.ts'
import { operator } from './operator.ts'

export const serviceAccountCreate: Command = {
  name: 'service-account create',
  summary: 'Make a service account, which can own keys of the webengage API.',
  usage: '<tenant> <name> --role <roles>',
  options: { role: { type: 'string', multiple: true } },
  optionHelp: { '--role <roles>': `What its keys may do, with commas: ${serviceRoles.join(', ')}.` },
  async run({ db, clock }, args) {
    const [slug = '', name = ''] = positionals(args, 'tenant', 'name')
    const input = { name, roles: listOption(args, 'role') }
    const by = { actor: operator(), wall: clock.wall(), grant: everything }
    const account = await transact(db, async tx => {
      const { id } = await findTenant(tx, slug)
      return createServiceAccount(tx, id, input, by)
    })
    return { text: `Service account ${account.name} of ${slug}: ${account.roles.join(', ')}.`, json: account }
  },
}
