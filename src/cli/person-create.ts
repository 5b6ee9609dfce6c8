import { everything } from '../domain/accounts/by.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { createPerson } from '../domain/people/create-person.ts'
import { hashPassword, newPassword, requireStrong } from '../domain/people/password.ts'
import { isRole, type Role, roles } from '../domain/people/role.ts'
import { transact } from '../storage/database.ts'
import { type Arguments, type Command, positionals, textOption, UsageError } from './command.ts'
import { operator } from './operator.ts'
import { requiredOption } from './tenant-option.ts'

export const personCreate: Command = {
  name: 'person create',
  summary: 'Let a person sign in to the console and show their password, this once.',
  usage: '<tenant> --email <address> [options]',
  options: {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    password: { type: 'string' },
  },
  optionHelp: {
    '--email <address>': 'With which they sign in.',
    '--name <name>': 'How they are called. Without it: the part of the address before the @.',
    '--role <role>': `What they may do: ${roles.join(', ')}. Without it: viewer.`,
    '--password <password>': 'Without it: one is made up.',
  },
  async run({ db, clock }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const email = requiredOption(args, 'email')
    const name = textOption(args, 'name') ?? email.split('@')[0]!
    const password = textOption(args, 'password') ?? newPassword()
    requireStrong(password, email.toLowerCase())
    const role = roleOption(args) ?? 'viewer'
    const passwordHash = await hashPassword(password)
    const { person } = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      const by = { actor: operator(), wall: clock.wall(), grant: everything }
      return createPerson(tx, tenant.id, { email, name, role, passwordHash }, by)
    })
    return {
      text: `${password}\n\n${person.email} may sign in to ${slug} as ${role}. The password is not shown again.`,
      json: { ...person, password },
    }
  },
}

export function roleOption(args: Arguments): Role | undefined {
  const role = textOption(args, 'role')
  if (role !== undefined && !isRole(role)) throw new UsageError(`--role is one of ${roles.join(', ')}.`)
  return role
}
