import { createTenant } from '../domain/accounts/create-tenant.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption } from './command.ts'
import { operator } from './operator.ts'

export const tenantCreate: Command = {
  name: 'tenant create',
  summary: 'Make a tenant.',
  usage: '<slug> [options]',
  options: { name: { type: 'string' } },
  optionHelp: { '--name <name>': 'What people call it. Without it: the slug.' },
  async run({ db, clock }, args) {
    const [slug = ''] = positionals(args, 'slug')
    const name = textOption(args, 'name') ?? slug
    const { id } = await transact(db, tx => createTenant(tx, { slug, name }, operator(), clock.wall()))
    return { text: `Made tenant ${slug}.`, json: { id, slug, name } }
  },
}
