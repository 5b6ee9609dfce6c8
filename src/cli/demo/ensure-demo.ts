import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenseCodeOf } from '../../dialects/webengage/license-code.ts'
import type { KeyDialect } from '../../domain/accounts/api-key.ts'
import { everything } from '../../domain/accounts/by.ts'
import { createKey } from '../../domain/accounts/create-key.ts'
import { createTenant } from '../../domain/accounts/create-tenant.ts'
import { listKeys, listTenants } from '../../domain/accounts/list-accounts.ts'
import { revokeKey } from '../../domain/accounts/revoke-key.ts'
import type { Tenant } from '../../domain/accounts/tenant.ts'
import { createPerson } from '../../domain/people/create-person.ts'
import { hashPassword, newPassword } from '../../domain/people/password.ts'
import { listPeople } from '../../domain/people/read-people.ts'
import { setPassword } from '../../domain/people/set-password.ts'
import { transact } from '../../storage/database.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Workplace } from '../command.ts'
import { reuseSchema } from './schemas.ts'
import { sampleContactId, seedDemo } from './seed-demo.ts'

/** What a newcomer, and a test, needs to make the first request. */
export interface DemoFile {
  readonly baseUrl: string
  readonly tenant: string
  readonly voyado: { readonly apiKey: string }
  readonly webengage: { readonly licenseCode: string; readonly apiKey: string }
  readonly parley: { readonly apiKey: string }
  /** Who signs in to the console, and where. */
  readonly console: { readonly url: string; readonly email: string; readonly password: string }
  readonly sample: { readonly contactId: string; readonly schemaId: string }
}

const slug = 'acme'
const keyName = 'demo'
const owner = { email: 'kim@acme.example', name: 'Kim Lind', role: 'owner' } as const

/**
 * Makes the demo tenant at the first start, all of it or nothing. Later starts find it; when `demo.json` was lost its
 * keys and its password are replaced, because a secret cannot be shown again.
 */
export async function ensureDemo(
  workplace: Workplace,
): Promise<{ publish(baseUrl: string): Promise<DemoFile> }> {
  const { db, clock, config } = workplace
  const path = join(config.dataFolder, 'demo.json')
  const tenant = (await listTenants(db)).find(each => each.slug === slug)
  const known = tenant ? readKnown(path) : {}
  const password = known.password ?? newPassword()
  const passwordHash = known.password === undefined ? await hashPassword(password) : undefined

  const keys = await transact(db, async tx => {
    const demo = tenant ?? (await createTenant(tx, { slug, name: 'Acme' }, 'demo', clock.wall()))
    if (!tenant) await seedDemo(tx, demo, clock.now(demo))
    if (passwordHash !== undefined) await replacePassword(tx, demo, passwordHash, clock.wall())
    return {
      voyado: known.voyado ?? (await replaceKey(tx, demo, 'voyado', clock.wall())),
      webengage: known.webengage ?? (await replaceKey(tx, demo, 'webengage', clock.wall())),
      licenseCode: licenseCodeOf(demo),
      parley: known.parley ?? (await replaceKey(tx, demo, 'parley', clock.wall())),
    }
  })
  return {
    async publish(baseUrl) {
      const sample = { contactId: sampleContactId, schemaId: reuseSchema.id }
      const file = {
        baseUrl,
        tenant: slug,
        voyado: { apiKey: keys.voyado },
        webengage: { licenseCode: keys.licenseCode, apiKey: keys.webengage },
        parley: { apiKey: keys.parley },
        console: { url: baseUrl, email: owner.email, password },
        sample,
      }
      mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 }) // with a database server nothing made it yet
      writeFileSync(path, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
      chmodSync(path, 0o600)
      return file
    },
  }
}

/** The keys by dialect and the password, as far as they are known. */
function readKnown(path: string): Partial<Record<KeyDialect | 'password', string>> {
  if (!existsSync(path)) return {}
  try {
    const { voyado, webengage, parley, console } = JSON.parse(readFileSync(path, 'utf8'))
    return {
      voyado: voyado?.apiKey,
      webengage: webengage?.apiKey,
      parley: parley?.apiKey,
      password: console?.password,
    }
  } catch {
    return {}
  }
}

async function replacePassword(tx: Tx, tenant: Tenant, passwordHash: string, wall: Date): Promise<void> {
  const { items } = await listPeople(tx, tenant.id, { limit: 1000 })
  const old = items.find(({ email }) => email === owner.email)
  if (old) return setPassword(tx, old, passwordHash, 'demo', wall)
  await createPerson(tx, tenant.id, { ...owner, passwordHash }, { actor: 'demo', wall, grant: everything })
}

async function replaceKey(tx: Tx, tenant: Tenant, dialect: KeyDialect, at: Date): Promise<string> {
  const keys = await listKeys(tx, tenant.id)
  const old = keys.filter(key => key.name === keyName && key.dialect === dialect && !key.revokedAt)
  for (const key of old) await revokeKey(tx, tenant.id, key.id, 'demo', at)
  const { secret } = await createKey(tx, tenant.id, { dialect, name: keyName }, 'demo', at)
  return secret
}
