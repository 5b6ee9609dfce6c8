import { listTenants } from '../domain/accounts/list-accounts.ts'
import { type Command, positionals } from './command.ts'

export const tenantList: Command = {
  name: 'tenant list',
  summary: 'List the tenants.',
  usage: '',
  options: {},
  optionHelp: {},
  async run({ db }, args) {
    positionals(args)
    const tenants = await listTenants(db)
    const lines = tenants.map(({ slug, name, settings }) => {
      return `${slug.padEnd(24)}${name}${settings.production ? ' (production)' : ''}`
    })
    const text = lines.join('\n')
    return { text: text || 'There are no tenants. Make one: parley tenant create <slug>', json: tenants }
  },
}
