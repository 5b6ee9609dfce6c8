import { addDuration } from '../../kernel/duration.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ToldEvent } from './business-events.sql.ts'
import type { Mapping, Operator } from './definition.ts'
import { factsSince } from './happened.ts'
import { readContacts } from './read-contacts.ts'
import { compare, valueAt } from './value-test.ts'

/** Of what a contact did so many facts are looked at, the newest first. */
const mostFacts = 50
const lookBack = 'P1M'

/** Which of the events concern each contact: of every mapping the values must fit. Contacts without any are left out. */
export async function concerning(
  { tx, tenant, now }: { readonly tx: Tx; readonly tenant: Tenant; readonly now: Date },
  mapping: readonly Mapping[],
  events: readonly ToldEvent[],
  contactIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ToldEvent[]>> {
  if (mapping.length === 0) return new Map(contactIds.map(id => [id, events]))
  const attributes = mapping.some(({ attribute }) => attribute !== undefined)
    ? await readContacts(tx, tenant.id, contactIds, now)
    : undefined
  const valuesOf: ReadonlyMap<string, readonly unknown[]>[] = []
  for (const { attribute, did, value, within = lookBack } of mapping) {
    if (did && value !== undefined) {
      const since = addDuration(now, `-${within}`, tenant.settings.timeZone)
      const facts = await factsSince(tx, tenant.id, did, contactIds, since, mostFacts)
      valuesOf.push(
        new Map([...facts].map(([id, own]) => [id, own.flatMap(fact => valueAt(fact, value) ?? [])])),
      )
    } else {
      const ofContact = (id: string) => valueAt(attributes?.get(id)?.attributes ?? {}, attribute ?? '')
      valuesOf.push(new Map(contactIds.map(id => [id, [ofContact(id)].flat()])))
    }
  }
  const concerns = (event: ToldEvent, id: string) =>
    mapping.every(({ path, is }, n) => {
      const told = valueAt(event.data, path)
      return (valuesOf[n]!.get(id) ?? []).some(own => compare(told, is as Operator, own))
    })
  return new Map(
    contactIds.flatMap(id => {
      const own = events.filter(event => concerns(event, id))
      return own.length > 0 ? [[id, own] as const] : []
    }),
  )
}
