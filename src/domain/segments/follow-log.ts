import type { Tx } from '../../storage/driver.ts'
import type { Consumer, Handled } from '../../storage/log/consumer.ts'
import { addressAspect, anySchemaAspect, aspectsOfEvent, schemaAspect } from './aspects.ts'
import { type Check, checkContacts } from './check-contacts.ts'
import { selectContactsAt } from './members.sql.ts'
import { type AddressChannel, addressKinds } from './rule-standing.ts'
import { openTurnIfWanted, type Turn } from './turn.ts'
import { noteTurn, selectActiveContacts, selectHeard, setStale } from './work.sql.ts'

/** Short, because members are seen to change, and because the embedded database does nothing else meanwhile. */
const shape = { stretchLength: 100, pauseMs: 10 } as const

/**
 * The consumers that keep live segments right: they check the contacts to which something happened, by the segments that
 * read what happened. For a tenant without such segments a stretch costs one statement.
 */
export const segmentInteractions: Consumer = {
  name: 'segment-interactions',
  log: 'interactions',
  ...shape,
  async handle(tx, stretch) {
    const turn = await openTurnIfWanted(tx, stretch.tenantId)
    if (!turn) return undefined
    const rows = await selectActiveContacts(tx, stretch)
    const aliasOf = aliases(turn)
    const changes = newChanges()
    for (const row of rows) {
      const alias = aliasOf(row.schema_key)
      if (alias !== undefined) changes.add(row.contact_id, [schemaAspect(alias), anySchemaAspect])
    }
    return follow(tx, turn, changes)
  },
}

export const segmentEvents: Consumer = {
  name: 'segment-events',
  log: 'events',
  ...shape,
  async handle(tx, stretch) {
    const turn = await openTurnIfWanted(tx, stretch.tenantId)
    if (!turn) return undefined
    const aliasOf = aliases(turn)
    const changes = newChanges()
    const deletedSchemas = new Set<string>()
    const addresses: { kind: string; address: string }[] = []
    for (const { type, contact_id: contactId, data } of await selectHeard(tx, stretch)) {
      if (contactId !== null) changes.add(contactId, aspectsOfEvent({ type, contactId, data }, aliasOf))
      else if (type === 'schema.deleted') deletedSchemas.add(String(data.schemaId))
      else {
        const kind = addressKinds[data.channel as AddressChannel]
        if (kind !== undefined) addresses.push({ kind, address: String(data.address) })
      }
    }
    for (const contactId of await selectContactsAt(tx, turn.tenantId, addresses))
      changes.add(contactId, [addressAspect])
    const handled = await follow(tx, turn, changes)
    // Whoever lost all the interactions of a schema is not told one by one.
    const reading = turn.followed.filter(({ aspects }) =>
      [...deletedSchemas].some(id => aspects.has(schemaAspect(id)) || aspects.has(anySchemaAspect)),
    )
    await setStale(
      tx,
      turn.tenantId,
      reading.map(({ segment }) => segment.id),
    )
    return handled
  },
}

function aliases({ schemas }: Turn): (key: string) => string | undefined {
  const byKey = new Map([...schemas].map(([alias, key]) => [key, alias]))
  return key => byKey.get(key)
}

/** The contacts to which something happened, by aspect. */
function newChanges() {
  const byAspect = new Map<string, Set<string>>()
  return {
    add(contactId: string, aspects: readonly string[]) {
      for (const aspect of aspects) {
        const contactIds = byAspect.get(aspect)
        if (contactIds) contactIds.add(contactId)
        else byAspect.set(aspect, new Set([contactId]))
      }
    },
    of: (aspects: ReadonlySet<string>) =>
      [...byAspect].flatMap(([aspect, contactIds]) => (aspects.has(aspect) ? [...contactIds] : [])),
  }
}

async function follow(tx: Tx, turn: Turn, changes: ReturnType<typeof newChanges>): Promise<Handled> {
  const checks = turn.followed.map<Check>(computed => ({
    computed,
    contactIds: [...new Set(changes.of(computed.aspects))],
  }))
  const { notes, changed } = await checkContacts(tx, turn, checks, 'fact')
  if (notes.length > 0) await noteTurn(tx, turn, notes)
  return changed > 0 ? 'appended' : undefined
}
