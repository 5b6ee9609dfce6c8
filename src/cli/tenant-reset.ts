import { resetTenant } from '../domain/accounts/reset-tenant.ts'
import { type Command, positionals, textOption } from './command.ts'
import { whenFollowed } from './followed.ts'
import { operator } from './operator.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'
import { openConfiguredBlobs } from './wrong-values.ts'

export const tenantReset: Command = {
  name: 'tenant reset',
  summary:
    'Empty a tenant, or put it back to a snapshot; its settings, keys, fault rules and snapshots stay.',
  usage: '--tenant <slug> [--to <snapshot>]',
  options: { tenant: { type: 'string' }, to: { type: 'string' } },
  optionHelp: { ...tenantOptionHelp, '--to <name>': 'The snapshot. Without it: to nothing.' },
  async run({ db, clock, config }, args) {
    positionals(args)
    const to = textOption(args, 'to')
    const tenant = await tenantOf(db, args)
    await resetTenant(db, openConfiguredBlobs(config), tenant, to, operator(), clock.wall())
    await whenFollowed()
    const text = to === undefined ? `${tenant.slug} is empty.` : `${tenant.slug} is as it was at ${to}.`
    return { text, json: { tenant: tenant.slug, to: to ?? null } }
  },
}
