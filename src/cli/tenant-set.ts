import { changeSettings } from '../domain/accounts/change-settings.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { readSetting } from '../domain/accounts/tenant-settings.ts'
import { transact } from '../storage/database.ts'
import { type Command, UsageError } from './command.ts'
import { operator } from './operator.ts'

export const tenantSet: Command = {
  name: 'tenant set',
  summary: 'Show or change the settings of a tenant.',
  usage: '<slug> [setting=value …]',
  options: {},
  optionHelp: {},
  async run({ db, clock }, { positionals: [slug, ...assignments] }) {
    if (slug === undefined) throw new UsageError('<slug> is missing.')
    const changes = assignments.map(assignment => {
      const [name = '', ...value] = assignment.split('=')
      const setting = readSetting(name, value.join('='))
      if ('problem' in setting) throw new UsageError(setting.problem)
      return [setting.name, setting.value]
    })
    const settings = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      if (changes.length === 0) return tenant.settings
      return changeSettings(tx, tenant, Object.fromEntries(changes), operator(), clock.wall())
    })
    const lines = Object.entries(settings).map(([name, value]) => `${name.padEnd(26)}${String(value)}`)
    return { text: lines.join('\n'), json: settings }
  },
}
