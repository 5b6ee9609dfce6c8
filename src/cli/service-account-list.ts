import { findTenant } from '../domain/accounts/list-accounts.ts'
import { listServiceAccounts } from '../domain/people/read-service-accounts.ts'
import type { ServiceAccount } from '../domain/people/service-account.ts'
import { type Command, positionals } from './command.ts'

export const serviceAccountList: Command = {
  name: 'service-account list',
  summary: 'List the service accounts of a tenant.',
  usage: '<tenant>',
  options: {},
  optionHelp: {},
  async run({ db }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const { id } = await findTenant(db, slug)
    const accounts = await listServiceAccounts(db, id)
    return {
      text: accounts.map(toLine).join('\n') || `${slug} has no service accounts.`,
      json: accounts,
    }
  },
}

const toLine = ({ name, roles, isDisabled }: ServiceAccount) =>
  [isDisabled ? 'disabled' : 'live    ', name, roles.join(',')].join('  ')
