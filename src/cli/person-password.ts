import { findTenant } from '../domain/accounts/list-accounts.ts'
import { hashPassword, newPassword, requireStrong } from '../domain/people/password.ts'
import { findPerson } from '../domain/people/read-people.ts'
import { setPassword } from '../domain/people/set-password.ts'
import { transact } from '../storage/database.ts'
import { type Command, positionals, textOption } from './command.ts'
import { operator } from './operator.ts'

export const personPassword: Command = {
  name: 'person password',
  summary: 'Set a password of a person, show it, this once, and sign them out everywhere.',
  usage: '<tenant> <address> [options]',
  options: { password: { type: 'string' } },
  optionHelp: { '--password <password>': 'Without it: one is made up.' },
  async run({ db, clock }, args) {
    const [slug = '', email = ''] = positionals(args, 'tenant', 'address')
    const password = textOption(args, 'password') ?? newPassword()
    requireStrong(password, email.toLowerCase())
    const hash = await hashPassword(password)
    const person = await transact(db, async tx => {
      const { id } = await findTenant(tx, slug)
      const found = await findPerson(tx, id, email)
      await setPassword(tx, found, hash, operator(), clock.wall())
      return found
    })
    return {
      text: `${password}\n\nThe password of ${person.email}. It is not shown again.`,
      json: { ...person, password },
    }
  },
}
