import { type KeyDialect, keyDialects } from '../domain/accounts/api-key.ts'
import { createKey } from '../domain/accounts/create-key.ts'
import { findTenant } from '../domain/accounts/list-accounts.ts'
import { findOwner } from '../domain/people/read-service-accounts.ts'
import { requireKnownScopes } from '../http/known-scopes.ts'
import { transact } from '../storage/database.ts'
import { type Command, listOption, positionals, textOption, UsageError } from './command.ts'
import { operator } from './operator.ts'

export const keyCreate: Command = {
  name: 'key create',
  summary: 'Make an API key and show its secret, this once.',
  usage: '<tenant> [options]',
  options: {
    name: { type: 'string' },
    dialect: { type: 'string' },
    scope: { type: 'string', multiple: true },
    ip: { type: 'string', multiple: true },
    expires: { type: 'string' },
    owner: { type: 'string' },
  },
  optionHelp: {
    '--name <name>': 'Which system it is for.',
    '--dialect <dialect>': `The API it opens: ${keyDialects.join(', ')}. Without it: ${keyDialects[0]}.`,
    '--scope <scopes>': 'What it may do, for example interactions:write,contacts:*. Without it: everything.',
    '--ip <list>': 'From where: addresses and CIDR blocks, with commas. Without it: from anywhere.',
    '--expires <time>': 'Until when: 2027-01-31, a date-time with offset, or a number of days such as 90d.',
    '--owner <owner>':
      'Of the webengage API: whose it is, a person by their e-mail address or a service account by its name.',
  },
  async run({ db, clock }, args) {
    const [slug = ''] = positionals(args, 'tenant')
    const dialect = (textOption(args, 'dialect') ?? keyDialects[0]) as KeyDialect
    if (!keyDialects.includes(dialect)) throw new UsageError(`--dialect is one of ${keyDialects.join(', ')}.`)
    const input = {
      dialect,
      name: textOption(args, 'name') ?? 'unnamed',
      scopes: listOption(args, 'scope'),
      ipAllowList: listOption(args, 'ip'),
      expiresAt: readExpiry(textOption(args, 'expires'), clock.wall()),
    }
    if (input.scopes.length > 0) {
      const { dialects } = await import('./compose.ts') // all of the server, which other keys need not wait for
      requireKnownScopes(dialects, dialect, input.scopes)
    }
    const ownerText = textOption(args, 'owner')
    const { key, secret } = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      const owner = ownerText === undefined ? null : await findOwner(tx, tenant.id, ownerText)
      return createKey(tx, tenant.id, { ...input, owner }, operator(), clock.wall())
    })
    return { text: `${secret}\n\nKey ${key.id}. The secret is not shown again.`, json: { ...key, secret } }
  },
}

function readExpiry(text: string | undefined, now: Date): Date | null {
  if (text === undefined) return null
  const days = /^(\d{1,5})d$/.exec(text)?.[1]
  const time = days === undefined ? new Date(text) : new Date(now.getTime() + Number(days) * 86_400_000)
  if (Number.isNaN(time.getTime())) throw new UsageError(`--expires does not understand "${text}".`)
  if (time <= now) throw new UsageError('--expires is in the past.')
  return time
}
