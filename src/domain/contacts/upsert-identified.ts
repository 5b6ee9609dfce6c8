import { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ContactPatch } from './contact-patch.ts'
import { type ContactRules, readContactRules } from './contact-rules.ts'
import { createContacts, prepareContact } from './create-contacts.ts'
import { insertMissingType, selectIdentityOwners } from './identities.sql.ts'
import { type IdentifiedPatch, identityTypes, nameOf } from './identity.ts'
import { findMatches } from './match-identities.ts'
import { attempt, type ContactOutcome } from './outcome.ts'
import { updateContacts } from './update-contacts.ts'
import { turnsOf } from './update-turns.ts'

/**
 * Changes the contacts of identities, one after another, or makes those that are not there: with the preferences that
 * `patch` and else `newPreferences` say. A new user id is given to the contact that the tenant's rule
 * finds. Of each it is said what became of it.
 */
export async function upsertIdentified(
  tx: Tx,
  tenant: Tenant,
  patches: readonly IdentifiedPatch[],
  newPreferences: Readonly<Record<string, boolean>>,
  at: Date,
): Promise<ContactOutcome[]> {
  await lockEvents(tx, [tenant.id])
  const firsts = firstOfEach(patches)
  const owners = await selectIdentityOwners(
    tx,
    tenant.id,
    [...firsts.values()].map(index => patches[index]!.identity),
  )
  const ids = new Map(owners.map(owner => [nameOf(owner), owner.contactId]))
  const strangers = [...firsts].filter(([name]) => !ids.has(name)).map(([, index]) => patches[index]!)
  const matches = await findMatches(tx, tenant, strangers, at)
  const unmatched = strangers.filter(({ identity }) => !matches.has(nameOf(identity)))
  const rules = await rulesFor(tx, tenant, unmatched)
  const made = await makeAll(tx, tenant, rules, unmatched, newPreferences, at)
  const isMade = new Set(unmatched)
  for (const [name, id] of matches) ids.set(name, id)

  const updates = patches.map(given => {
    const name = nameOf(given.identity)
    const outcome = made.get(name)
    if (outcome instanceof DomainError) return outcome
    const contactId = outcome?.id ?? ids.get(name)!
    return isMade.has(given) ? { contactId, patch: {} } : { contactId, patch: named(given, matches) }
  })
  const outcomes: ContactOutcome[] = updates.map(update =>
    update instanceof DomainError ? update : { id: update.contactId },
  )
  const changes = updates.map((update, index) =>
    update instanceof DomainError || isMade.has(patches[index]!) ? undefined : update,
  )
  for (const turn of turnsOf(changes)) {
    const done = await updateContacts(
      tx,
      tenant,
      rules,
      turn.map(each => each.update),
      at,
    )
    for (const [place, { index }] of turn.entries()) outcomes[index] = done[place]!
  }
  return outcomes
}

/** Where each identity is named first. */
function firstOfEach(patches: readonly IdentifiedPatch[]): Map<string, number> {
  const firsts = new Map<string, number>()
  for (const [index, { identity }] of patches.entries())
    if (!firsts.has(nameOf(identity))) firsts.set(nameOf(identity), index)
  return firsts
}

/** A contact that was found by the rule gets its identity with the first change. */
function named({ identity, patch }: IdentifiedPatch, matches: ReadonlyMap<string, string>): ContactPatch {
  if (!matches.has(nameOf(identity))) return patch
  return { ...patch, attributes: { ...patch.attributes, [identity.kind]: identity.value } }
}

async function rulesFor(
  tx: Tx,
  tenant: Tenant,
  unmatched: readonly IdentifiedPatch[],
): Promise<ContactRules> {
  const kinds = new Set(unmatched.map(({ identity }) => identity.kind))
  for (const kind of kinds) await insertMissingType(tx, tenant.id, identityTypes[kind])
  return readContactRules(tx, tenant)
}

async function makeAll(
  tx: Tx,
  tenant: Tenant,
  rules: ContactRules,
  unmatched: readonly IdentifiedPatch[],
  newPreferences: Readonly<Record<string, boolean>>,
  at: Date,
): Promise<Map<string, ContactOutcome>> {
  if (unmatched.length === 0) return new Map()
  const contacts = unmatched.map(({ identity, patch }) =>
    attempt(() =>
      prepareContact(
        {
          attributes: { ...patch.attributes, [identity.kind]: identity.value },
          contactType: identityTypes[identity.kind].id,
          preferences: { ...newPreferences, ...(patch.preferences as object | undefined) },
          source: patch.source,
          createAsUnapproved: false,
        },
        rules,
        at,
      ),
    ),
  )
  const outcomes = await createContacts(tx, tenant, rules, contacts, at)
  return new Map(unmatched.map(({ identity }, index) => [nameOf(identity), outcomes[index]!]))
}
