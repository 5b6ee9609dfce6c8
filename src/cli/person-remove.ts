import { everything } from '../domain/accounts/by.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { deletePerson } from '../domain/people/change-person.ts'
import { findPerson } from '../domain/people/read-people.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals } from './command.ts'
import { operator } from './operator.ts'

export const personRemove: Command = {
  name: 'person remove',
  summary: 'Remove a person and end their sessions.',
  usage: '<tenant> <address>',
  options: {},
  optionHelp: {},
  async run({ db, clock }, args) {
    const [slug = '', email = ''] = positionals(args, 'tenant', 'address')
    const person = await transact(db, async tx => {
      const { id } = await findTenant(tx, slug)
      const found = await findPerson(tx, id, email)
      await deletePerson(tx, id, found.id, { actor: operator(), wall: clock.wall(), grant: everything })
      return found
    })
    return { text: `${person.email} may not sign in to ${slug} any more.`, json: person }
  },
}
