import type { Tx } from '../../storage/driver.ts'
import { type KeyOwner, selectKeyOwners, type UniqueKey } from './write-contacts.sql.ts'

/** Who has which key, within one transaction that writes many contacts, one after another. */
export interface KeyClaims {
  ownerOf(key: UniqueKey): KeyOwner | undefined
  take(key: UniqueKey, contactId: string, approved: boolean): void
  release(key: UniqueKey): void
}

/** Looks up all keys that will be asked for. Who calls holds the head of the tenant's events, so nothing changes. */
export async function openKeyClaims(
  tx: Tx,
  tenantId: string,
  wanted: readonly UniqueKey[],
): Promise<KeyClaims> {
  const nameOf = ({ contactType, kind, value }: UniqueKey) => `${contactType}\n${kind}\n${value}`
  const owners = new Map((await selectKeyOwners(tx, tenantId, wanted)).map(owner => [nameOf(owner), owner]))
  return {
    ownerOf: key => owners.get(nameOf(key)),
    take({ contactType, kind, value }, contactId, approved) {
      owners.set(nameOf({ contactType, kind, value }), { contactType, kind, value, contactId, approved })
    },
    release: key => void owners.delete(nameOf(key)),
  }
}
