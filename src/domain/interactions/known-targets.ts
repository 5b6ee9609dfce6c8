import type { Schema } from '../schemas/schema.ts'

/** Interactions of one tenant, by what they belong to. */
interface Posted {
  readonly tenantId: string
  readonly inputs: readonly { readonly contactId: string; readonly schema: Pick<Schema, 'key'> }[]
}

/**
 * Contacts and schemas that were there when interactions were last stored, so that those that follow need not look for
 * them. They are known together with the tenant's count of removals: the database compares it, whichever process removed
 * something.
 */
export interface KnownTargets {
  /** The count at which all that these belong to were there; nothing when that is not known of one. */
  removalsFor(posted: Posted): number | undefined
  /** They were there at that count. */
  learn(posted: Posted, removals: number): void
  /** Something of the tenant was removed. */
  forget(tenantId: string): void
}

interface OfTenant {
  readonly removals: number
  /** Of contacts and of schemas. */
  readonly ids: Set<string>
}

export function createKnownTargets(most = 50_000): KnownTargets {
  const tenants = new Map<string, OfTenant>()
  let count = 0

  function forget(tenantId: string) {
    count -= tenants.get(tenantId)?.ids.size ?? 0
    tenants.delete(tenantId)
  }

  /** All that is known of a tenant holds at the same count. */
  function knownAt(tenantId: string, removals: number): OfTenant {
    const known = tenants.get(tenantId)
    if (known?.removals === removals) return known
    forget(tenantId)
    const anew = { removals, ids: new Set<string>() }
    tenants.set(tenantId, anew)
    return anew
  }

  return {
    removalsFor({ tenantId, inputs }) {
      const known = tenants.get(tenantId)
      if (!known) return undefined
      const isKnown = ({ contactId, schema }: Posted['inputs'][number]) =>
        known.ids.has(contactId) && known.ids.has(schema.key)
      return inputs.every(isKnown) ? known.removals : undefined
    },
    learn({ tenantId, inputs }, removals) {
      if (count >= most) {
        tenants.clear()
        count = 0
      }
      const { ids } = knownAt(tenantId, removals)
      const before = ids.size
      for (const { contactId, schema } of inputs) ids.add(contactId).add(schema.key)
      count += ids.size - before
    },
    forget,
  }
}
