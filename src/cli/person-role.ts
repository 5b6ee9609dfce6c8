import { everything } from '../domain/accounts/by.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { changePerson } from '../domain/people/change-person.ts'
import { findPerson } from '../domain/people/read-people.ts'
import { isRole, roles } from '../domain/people/role.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, UsageError } from './command.ts'
import { operator } from './operator.ts'

export const personRole: Command = {
  name: 'person role',
  summary: 'Give a person another role.',
  usage: `<tenant> <address> <${roles.join('|')}>`,
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = '', email = '', role = ''] = positionals(args, 'tenant', 'address', 'role')
    if (!isRole(role)) throw new UsageError(`A role is one of ${roles.join(', ')}.`)
    const person = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      const { id } = await findPerson(tx, tenant.id, email)
      const by = { actor: operator(), wall: clock.wall(), grant: everything }
      return changePerson(tx, tenant.id, id, { role }, by)
    })
    return { text: `${person.email} is ${role} of ${slug} now.`, json: person }
  },
}
