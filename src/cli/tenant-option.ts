import { findTenant } from '../domain/accounts/list-accounts.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import type { Db } from '../storage/driver.ts'
import { type Arguments, textOption, UsageError } from './command.ts'

export const tenantOptionHelp = { '--tenant <slug>': 'Whose.' }

/** The tenant that `--tenant` names. */
export async function tenantOf(db: Db, args: Arguments): Promise<Tenant> {
  const slug = textOption(args, 'tenant')
  if (slug === undefined) throw new UsageError('--tenant is missing.')
  return findTenant(db, slug)
}

/** An option that must be there. */
export function requiredOption(args: Arguments, name: string): string {
  const text = textOption(args, name)
  if (text === undefined) throw new UsageError(`--${name} is missing.`)
  return text
}
