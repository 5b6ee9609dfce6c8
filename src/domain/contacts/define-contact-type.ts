import { type Fault, inputInvalid } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContactRules } from './contact-rules.ts'
import type { ContactTypeDefinition } from './contact-type.ts'
import { hasContactsOfType, writeContactType } from './definitions.sql.ts'
import { keyKinds } from './keys.ts'

const idForm = /^[\p{L}_][\p{L}\p{N}_-]{0,99}$/u
const mostTypes = 50
const mostMandatory = 100

/**
 * Defines a contact type or defines it anew. Contacts that lack what it newly asks for stay; what they are known by cannot
 * change while there are any. Throws `input-invalid` with a fault for every field that is wrong.
 */
export async function defineContactType(
  tx: Tx,
  tenant: Tenant,
  definition: ContactTypeDefinition,
): Promise<void> {
  const faults = typeFaults(definition)
  await lockEvents(tx, [tenant.id])
  const { types } = await readContactRules(tx, tenant)
  const known = types.find(({ id }) => id === definition.id)
  if (!known && types.some(({ id }) => id.toLowerCase() === definition.id.toLowerCase()))
    faults.push({ field: 'id', message: 'must differ from other types in more than the letter case' })
  if (!known && types.length >= mostTypes)
    faults.push({ field: 'id', message: `must not be one of more than ${mostTypes}` })
  const movesKey = known && known.keyAttribute !== definition.keyAttribute
  if (movesKey && (await hasContactsOfType(tx, tenant.id, known.id)))
    faults.push({ field: 'keyAttribute', message: 'cannot be changed while there are contacts of the type' })
  if (faults.length > 0) throw inputInvalid(faults)
  await writeContactType(tx, tenant.id, definition)
}

/** By id. */
export async function listContactTypes(db: Db, tenant: Tenant): Promise<readonly ContactTypeDefinition[]> {
  return (await readContactRules(db, tenant)).types
}

function typeFaults({ id, displayName, keyAttribute, mandatoryAttributes }: ContactTypeDefinition): Fault[] {
  const faults: Fault[] = []
  if (!idForm.test(id))
    faults.push({ field: 'id', message: 'must be 1 to 100 letters, digits, hyphens or underscores' })
  if (!isName(displayName) || displayName === id)
    faults.push({ field: 'displayName', message: 'must be a text of 1 to 200 characters other than the id' })
  if (keyAttribute === 'memberNumber' || !keyKinds.includes(keyAttribute))
    faults.push({
      field: 'keyAttribute',
      message: 'must be email, mobilePhone, externalId or socialSecurityNumber',
    })
  if (mandatoryAttributes.length > mostMandatory || !mandatoryAttributes.every(isName))
    faults.push({ field: 'mandatoryAttributes', message: `must be at most ${mostMandatory} names` })
  return faults
}

function isName(text: string): boolean {
  return text !== '' && text.length <= 200 && isStorableText(text)
}
