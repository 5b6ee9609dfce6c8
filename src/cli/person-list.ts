import { findTenant } from '../domain/accounts/list-accounts.ts'
import type { Person } from '../domain/people/person.ts'
import { listPeople } from '../domain/people/read-people.ts'
import { type Command, positionals } from './command.ts'

const most = 10_000

export const personList: Command = {
  name: 'person list',
  summary: 'List the people of a tenant who may sign in.',
  usage: '<tenant>',
  options: {},
  optionHelp: {},
  async run({ db }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const { id } = await findTenant(db, slug)
    const { items } = await listPeople(db, id, { limit: most })
    return { text: items.map(toLine).join('\n') || `Nobody may sign in to ${slug}.`, json: items }
  },
}

function toLine({ email, role, name, signedInAt, hasPassword }: Person): string {
  const state = hasPassword ? (signedInAt?.toISOString() ?? 'never signed in') : 'invited'
  return [role.padEnd(9), email, name, state].join('  ')
}
