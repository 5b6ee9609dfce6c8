import { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { LogSignal } from '../../storage/log/signal.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectIdentityOwners } from './identities.sql.ts'
import { type Identity, nameOf } from './identity.ts'
import { upsertIdentified } from './upsert-identified.ts'

/**
 * Whose an identity is, in memory. An identity stays its contact's, so that what is remembered is wrong only when the
 * contact is deleted or merged, which whoever stores something for it finds out, or when the tenant is reset, which is told.
 */
export interface Identities {
  /** The contact's id; one that is not there is made, with these preferences. At once when it is known. */
  contactOf(
    tenant: Tenant,
    identity: Identity,
    newPreferences: Readonly<Record<string, boolean>>,
    at: Date,
  ): string | Promise<string>
  /** The contact was not there any more. */
  forget(tenant: Tenant, identity: Identity): void
  forgetAll(): void
}

/** So many are kept, and as many again that were used before them. */
const mostRemembered = 100_000
const mostAtOnce = 500

interface Waiting {
  readonly identity: Identity
  readonly newPreferences: Readonly<Record<string, boolean>>
  readonly at: Date
  resolve(contactId: string): void
  reject(error: unknown): void
}

export function createIdentities(db: Db, signal: LogSignal): Identities {
  let recent = new Map<string, string>()
  let older = new Map<string, string>()
  const waiting = new Map<string, { tenant: Tenant; each: Waiting[] }>()

  const keyOf = (tenant: Tenant, identity: Identity) => `${tenant.id} ${nameOf(identity)}`

  function remember(key: string, contactId: string) {
    if (recent.size >= mostRemembered) {
      older = recent
      recent = new Map()
    }
    recent.set(key, contactId)
  }

  function recall(key: string): string | undefined {
    const known = recent.get(key)
    if (known !== undefined) return known
    const old = older.get(key)
    if (old !== undefined) remember(key, old)
    return old
  }

  /** All of a tenant that were asked for meanwhile are looked up together. */
  async function look(tenant: Tenant, each: readonly Waiting[]) {
    const began = recent
    try {
      const outcomes = await findOrMake(db, signal, tenant, each)
      for (const [index, one] of each.entries()) {
        const outcome = outcomes[index]!
        if (outcome instanceof DomainError) one.reject(outcome)
        else {
          // What was asked before everything was forgotten may be of before.
          if (recent === began || older === began) remember(keyOf(tenant, one.identity), outcome)
          one.resolve(outcome)
        }
      }
    } catch (error) {
      for (const one of each) one.reject(error)
    }
  }

  async function lookAll(tenantId: string) {
    const { tenant, each } = waiting.get(tenantId)!
    while (each.length > 0) await look(tenant, each.splice(0, mostAtOnce))
    waiting.delete(tenantId)
  }

  return {
    contactOf(tenant, identity, newPreferences, at) {
      const known = recall(keyOf(tenant, identity))
      if (known !== undefined) return known
      return new Promise((resolve, reject) => {
        const one = { identity, newPreferences, at, resolve, reject }
        const others = waiting.get(tenant.id)
        if (others) return void others.each.push(one)
        waiting.set(tenant.id, { tenant, each: [one] })
        setImmediate(lookAll, tenant.id)
      })
    },
    forget(tenant, identity) {
      recent.delete(keyOf(tenant, identity))
      older.delete(keyOf(tenant, identity))
    },
    forgetAll() {
      recent = new Map()
      older = new Map()
    },
  }
}

/** The same in the caller's transaction, from which nothing is remembered. */
export function createIdentitiesWithin(tx: Tx): Identities {
  /** One after another: the second sees whom the first has made. */
  let turn: Promise<unknown> = Promise.resolve()
  return {
    contactOf(tenant, identity, newPreferences, at) {
      const found = turn.then(async () => {
        const [outcome] = await findOrMakeWithin(tx, tenant, [{ identity, newPreferences, at }])
        if (outcome instanceof DomainError) throw outcome
        return outcome!
      })
      turn = found.catch(() => {})
      return found
    },
    forget: () => {},
    forgetAll: () => {},
  }
}

type Asked = Pick<Waiting, 'identity' | 'newPreferences' | 'at'>

async function findOrMake(db: Db, signal: LogSignal, tenant: Tenant, asked: readonly Asked[]) {
  const known = await findAll(db, tenant, asked)
  if (asked.every(({ identity }) => known.has(nameOf(identity))))
    return asked.map(({ identity }) => known.get(nameOf(identity))!)
  const outcomes = await transact(db, tx => findOrMakeWithin(tx, tenant, asked))
  signal.appended('events', [tenant.id])
  return outcomes
}

async function findAll(db: Db, tenant: Tenant, asked: readonly Asked[]): Promise<Map<string, string>> {
  const identities = [...new Map(asked.map(({ identity }) => [nameOf(identity), identity])).values()]
  const owners = await selectIdentityOwners(db, tenant.id, identities)
  return new Map(owners.map(owner => [nameOf(owner), owner.contactId]))
}

async function findOrMakeWithin(
  tx: Tx,
  tenant: Tenant,
  asked: readonly Asked[],
): Promise<(string | DomainError)[]> {
  const [first] = asked
  if (!first) return []
  const patches = asked.map(({ identity }) => ({ identity, patch: {} }))
  const outcomes = await upsertIdentified(tx, tenant, patches, first.newPreferences, first.at)
  return outcomes.map(outcome => (outcome instanceof DomainError ? outcome : outcome.id))
}
