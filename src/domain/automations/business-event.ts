import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type EventData, fitData, type UndefinedNames } from '../business-events/fit-data.ts'
import { dataFaults, type Selection } from './audience-start.ts'
import { insertAudienceStart } from './audience-starts.sql.ts'
import { insertBusinessEvents } from './business-events.sql.ts'
import type { OccasionOf } from './definition.ts'
import type { DefinitionCache } from './definition-cache.ts'
import { selectStanding } from './versions.sql.ts'

/** Something that happened to the business, not to a contact. */
export interface BusinessEvent {
  readonly name: string
  readonly data?: EventData | undefined
  /** When it happened; without it, now. */
  readonly happenedAt?: Date | undefined
  /** What becomes of it when nobody defined its name; without it, it is taken. */
  readonly undefinedNames?: UndefinedNames | undefined
  /** Names this one event: a second one under the same id does nothing. */
  readonly id?: string | undefined
}

export type BusinessEventEntry = OccasionOf<'businessEvent'>

/**
 * Tells of something that happened to the business: the audiences of all running automations that are entered by it
 * enter, at once or with the next batch. Answers how many automations these are. Throws `input-invalid`,
 * `business-event-invalid` or `business-event-undefined`.
 */
export async function tellBusinessEvent(
  tx: Tx,
  tenant: Tenant,
  { name, data: given = {}, happenedAt, undefinedNames = 'taken', id = newId() }: BusinessEvent,
  cache: DefinitionCache,
  at: Date,
): Promise<{ id: string; automations: number }> {
  const faults = dataFaults(given)
  if (faults.length > 0) throw inputInvalid(faults)
  const data = await fitData(tx, tenant, { name, data: given }, undefinedNames, at)
  const running = (await selectStanding(tx, tenant.id)).filter(({ state }) => state === 'running')
  const definitions = await cache.of(
    tx,
    tenant.id,
    running.map(({ key }) => key),
  )
  const entered = running.flatMap(({ id: automationId, version, key }) => {
    const entry = definitions.get(key)!.entry as BusinessEventEntry
    return entry.kind === 'businessEvent' && entry.name === name ? [{ automationId, version, entry }] : []
  })
  let automations = await insertBusinessEvents(
    tx,
    tenant.id,
    entered.flatMap(({ automationId, entry }) => (entry.batch ? [automationId] : [])),
    { event: id, data },
    happenedAt ?? at,
  )
  for (const { automationId, version, entry } of entered) {
    if (entry.batch) continue
    const start = {
      id: newId(),
      automationId,
      version,
      occasion: `event ${id}`,
      entry: {
        kind: 'businessEvent',
        type: name,
        schemaId: null,
        at: (happenedAt ?? at).toISOString(),
        data,
      },
      contactIds: null,
      selection: selectionOf(entry),
    }
    if (await insertAudienceStart(tx, tenant.id, start, at)) automations++
  }
  return { id, automations }
}

export const selectionOf = ({ audience, mapping }: BusinessEventEntry): Selection =>
  ({ ...(audience !== undefined && { rule: audience }), ...(mapping && { mapping }) }) as Selection
