import { clearFaultRules, removeFaultRule } from '../domain/accounts/fault-rules.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals } from './command.ts'
import { whenFollowed } from './followed.ts'
import { operator } from './operator.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

export const faultRemove: Command = {
  name: 'fault remove',
  summary: 'Remove one fault rule.',
  usage: '<rule id> --tenant <slug>',
  options: { tenant: { type: 'string' } },
  optionHelp: tenantOptionHelp,
  async run({ db, clock }, args) {
    const [id = ''] = positionals(args, 'rule id')
    await transact(db, async tx =>
      removeFaultRule(tx, await tenantOf(tx, args), id, operator(), clock.wall()),
    )
    await whenFollowed()
    return { text: `Removed fault rule ${id}.`, json: { id } }
  },
}

export const faultClear: Command = {
  name: 'fault clear',
  summary: 'Remove all fault rules of a tenant.',
  usage: '--tenant <slug>',
  options: { tenant: { type: 'string' } },
  optionHelp: tenantOptionHelp,
  async run({ db, clock }, args) {
    positionals(args)
    const removed = await transact(db, async tx =>
      clearFaultRules(tx, await tenantOf(tx, args), operator(), clock.wall()),
    )
    if (removed > 0) await whenFollowed()
    return { text: `Removed ${removed} fault ${removed === 1 ? 'rule' : 'rules'}.`, json: { removed } }
  },
}
