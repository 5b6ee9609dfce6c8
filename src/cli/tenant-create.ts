import { createTenant } from '../domain/accounts/create-tenant.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption } from './command.ts'
import { operator } from './operator.ts'

export const tenantCreate: Command = {
  name: 'tenant create',
  summary: 'Make a tenant.',
  usage: '<slug> [options]',
  options: { name: { type: 'string' }, production: { type: 'boolean' } },
  optionHelp: {
    '--name <name>': 'What people call it. Without it: the slug.',
    '--production': 'Mark it as the real thing: no moved clock, no faults, no reset.',
  },
  async run({ db, clock }, args) {
    const [slug = ''] = positionals(args, 'slug')
    const name = textOption(args, 'name') ?? slug
    const isProduction = args.values.production === true
    const input = { slug, name, isProduction }
    const { id } = await transact(db, tx => createTenant(tx, input, operator(), clock.wall()))
    const text = `Made tenant ${slug}${isProduction ? ', marked as production' : ''}.`
    return { text, json: { id, slug, name, production: isProduction } }
  },
}
