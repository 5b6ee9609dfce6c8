import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { ContactTypeDefinition } from './contact-type.ts'
import type { Identity } from './identity.ts'
import type { KeyKind } from './keys.ts'

export interface IdentityOwner extends Identity {
  readonly contactId: string
}

/** Whose these identities are; those of nobody are left out. */
export async function selectIdentityOwners(
  db: Db,
  tenantId: string,
  identities: readonly Identity[],
): Promise<IdentityOwner[]> {
  if (identities.length === 0) return []
  const { rows } = await sql<IdentityOwner>`/* select_identity_owners */
    select wanted.kind, wanted.value, owner.contact_id as "contactId"
    from unnest(
      ${identities.map(each => each.kind)}::text[], ${identities.map(each => each.value)}::text[]
    ) as wanted (kind, value)
    cross join lateral (
      select contact_id from contact_keys
      where tenant_id = ${tenantId}::uuid and kind = wanted.kind and value = wanted.value
      order by contact_id limit 1
    ) owner`.execute(db)
  return rows
}

export interface KeyedContact {
  readonly kind: string
  readonly value: string
  readonly contactId: string
}

/** The contacts without a user id that are the only ones with a key of these. */
export async function selectUnnamedOwners(
  tx: Tx,
  tenantId: string,
  keys: readonly { readonly kind: KeyKind; readonly value: string }[],
): Promise<KeyedContact[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<KeyedContact>`/* select_unnamed_owners */
    select wanted.kind, wanted.value, owner.ids[1] as "contactId"
    from unnest(
      ${keys.map(each => each.kind)}::text[], ${keys.map(each => each.value)}::text[]
    ) as wanted (kind, value)
    cross join lateral (
      select array_agg(contact_id) as ids from (
        select contact_id from contact_keys
        where tenant_id = ${tenantId}::uuid and kind = wanted.kind and value = wanted.value limit 2
      ) some_owners
    ) owner
    where cardinality(owner.ids) = 1 and not exists (
      select 1 from contact_keys named
      where named.tenant_id = ${tenantId}::uuid and named.contact_id = owner.ids[1] and named.kind = 'userId'
    )`.execute(tx)
  return rows
}

export async function insertMissingType(
  tx: Tx,
  tenantId: string,
  { id, displayName, keyAttribute, mandatoryAttributes }: ContactTypeDefinition,
): Promise<void> {
  await tx
    .insertInto('contact_types')
    .values({
      tenant_id: tenantId,
      id,
      display_name: displayName,
      key_attribute: keyAttribute,
      mandatory_attributes: [...mandatoryAttributes],
    })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
