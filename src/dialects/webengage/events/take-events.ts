import { type Prepared, prepare } from '../../../domain/interactions/interaction.ts'
import { learnSchema } from '../../../domain/schemas/learn-schema.ts'
import type { Schema } from '../../../domain/schemas/schema.ts'
import type { Caller, Write } from '../../../http/operation.ts'
import type { Services } from '../../../http/services.ts'
import { type DomainError, inputInvalid } from '../../../kernel/domain-error.ts'
import { newUserPreferences } from '../users/opt-ins.ts'
import type { ReadEvent } from './translate.ts'

interface Taking extends Services {
  readonly caller: Caller
  readonly write: Write
  readonly now: Date
}

/** An event with its body as it came. */
interface BodiedEvent extends ReadEvent {
  readonly body: string
}

/** A contact or a schema may be deleted between being looked up and being written for: so often it is looked up anew. */
const mostTries = 5

/**
 * Takes events in as interactions, one of each name's schema: committed when this resolves. Answers a refusal when some
 * break a schema that was registered: these are kept as rejected, and none of the others is stored.
 */
export async function takeEvents(
  taking: Taking,
  events: readonly BodiedEvent[],
  placeOf: (index: number) => string,
): Promise<DomainError | undefined> {
  let left = events.map((_, index) => index)
  for (let tries = 0; left.length > 0; tries++) {
    const prepared = await prepareAll(
      taking,
      left.map(index => events[index]!),
    )
    const broken = prepared.flatMap((each, place) => (each.faults.length > 0 ? [{ each, place }] : []))
    const outcomes = await recordAll(taking, broken.length > 0 ? broken.map(({ each }) => each) : prepared)
    if (broken.length > 0)
      return inputInvalid(
        broken.flatMap(({ each, place }) => faultsAt(each, `${placeOf(left[place]!)}eventData.`)),
      )
    left = left.filter((index, place) => {
      const { kind } = outcomes[place]!
      if (kind === 'contact missing') taking.identities.forget(taking.caller.tenant, events[index]!.identity)
      if (kind === 'schema missing') taking.schemas.forgetAll()
      return kind !== 'stored'
    })
    if (left.length > 0 && tries >= mostTries) throw new Error('events find no contact or schema that stays')
  }
  return undefined
}

const faultsAt = ({ faults }: Prepared, place: string) =>
  faults.map(({ field, message }) => ({ field: `${place}${field}`, message }))

function recordAll({ intake, now }: Taking, prepared: readonly Prepared[]) {
  return Promise.all(prepared.map(each => intake.record({ prepared: each, receivedAt: now })))
}

/** Nothing waits when the contacts and schemas are known. */
async function prepareAll(taking: Taking, events: readonly BodiedEvent[]): Promise<Prepared[]> {
  const { identities, schemas, caller, now } = taking
  const { tenant } = caller
  const found = events.map(({ identity }) => identities.contactOf(tenant, identity, newUserPreferences, now))
  const contactIds = found.every(each => typeof each === 'string') ? found : await Promise.all(found)
  const reading = schemas.of(tenant)
  const known = reading instanceof Map ? reading : await reading
  const learning = new Map<string, BodiedEvent[]>()
  const prepared = events.map((event, index) => {
    const schema = known.get(event.name)
    const made = schema && prepareEvent(taking, schema, event, contactIds[index]!)
    if (made && !made.hasNews) return made
    learning.set(event.name, [...(learning.get(event.name) ?? []), event])
    return undefined
  })
  if (learning.size === 0) return prepared as Prepared[]
  const learnt = await learnAll(taking, learning)
  // One that was registered meanwhile and is deleted again is looked for once more.
  if ([...learning.keys()].some(name => !learnt.get(name))) return prepareAll(taking, events)
  return events.map(
    (event, index) =>
      prepared[index] ?? prepareEvent(taking, learnt.get(event.name)!, event, contactIds[index]!),
  )
}

function prepareEvent(
  { caller }: Taking,
  schema: Schema,
  { time: createdDate, data: payload, body }: BodiedEvent,
  contactId: string,
): Prepared {
  return prepare(caller.tenant.id, schema, {
    contactId,
    schemaId: schema.definition.id,
    createdDate,
    payload,
    body,
  })
}

/** Events whose name or properties are new are learnt from first, all of them in one transaction. */
async function learnAll(
  { write, caller, now, directory, schemas }: Taking,
  learning: ReadonlyMap<string, readonly BodiedEvent[]>,
): Promise<ReadonlyMap<string, Schema | undefined>> {
  const learnt = await write(async tx => {
    const made: [string, Schema | undefined][] = []
    for (const [name, events] of [...learning].sort(([one], [other]) => (one < other ? -1 : 1))) {
      const payloads = events.map(event => event.data)
      made.push([name, await learnSchema(tx, caller.tenant, name, payloads, now)])
    }
    return made
  })
  await directory.refresh()
  const known = await schemas.of(caller.tenant)
  return new Map(learnt.map(([name, schema]) => [name, schema ?? known.get(name)]))
}
