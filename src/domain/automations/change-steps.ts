import { DomainError } from '../../kernel/domain-error.ts'
import { readContactRules } from '../contacts/contact-rules.ts'
import { updateContacts } from '../contacts/update-contacts.ts'
import { prepare } from '../interactions/interaction.ts'
import { recordInteractions } from '../interactions/record-interactions.ts'
import { readSchemas } from '../schemas/schema-cache.ts'
import type { StepOf } from './definition.ts'
import { printScope } from './print-scope.ts'
import { renderValues } from './render-values.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

export async function updateContact(
  tick: Tick,
  step: StepOf<'updateContact'>,
  walkers: readonly Walker[],
): Promise<void> {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  await tick.reread(ours) // as they are now that nobody else writes: what was read before may have been changed since
  const rules = await readContactRules(tx, tenant)
  // A contact may have several runs at this step: each changes it after the other.
  let left = ours
  while (left.length > 0) {
    const turn = [...new Map(left.map(walker => [walker.run.contact_id, walker])).values()]
    left = left.filter(walker => !turn.includes(walker))
    const patches = turn.map(walker => patchOf(walker, step))
    const ready = turn.flatMap((walker, n) => {
      const patch = patches[n]!
      return 'problem' in patch ? [] : [{ walker, contactId: walker.run.contact_id, patch }]
    })
    const outcomes = ready.length > 0 ? await updateContacts(tx, tenant, rules, ready, now) : []
    const refusals = new Map<Walker, string>(
      turn.flatMap((walker, n) => ('problem' in patches[n]! ? [[walker, patches[n].problem] as const] : [])),
    )
    for (const [n, { walker }] of ready.entries()) {
      const outcome = outcomes[n]
      if (outcome instanceof DomainError) refusals.set(walker, outcome.message)
    }
    await tick.reread(ours.filter(({ run }) => turn.some(each => each.run.contact_id === run.contact_id)))
    for (const walker of turn) {
      const refusal = refusals.get(walker)
      if (refusal === undefined) walker.go(step.next, 'updated', now)
      else walker.go(step.refused ?? step.next, 'refused', now, refusal)
    }
  }
}

function patchOf(walker: Walker, { attributes = {}, preferences, consents }: StepOf<'updateContact'>) {
  const rendered = renderValues(walker.definition, attributes, printScope(walker), walker.contact?.attributes)
  if ('problem' in rendered) return rendered
  return {
    attributes: rendered.values,
    ...(preferences && { preferences }),
    ...(consents && { consents: consents.map(({ id, value }) => ({ id, value, source: 'Automation' })) }),
  }
}

/**
 * Records interactions. It takes the head of that log, which comes last of all locks: nothing else may be written after
 * it in the transaction but the runs themselves, so the runs go on another time.
 */
export async function recordInteraction(
  tick: Tick,
  step: StepOf<'recordInteraction'>,
  walkers: readonly Walker[],
): Promise<void> {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  const schema = (await readSchemas(tx, tenant)).get(step.schemaId)
  const submissions = new Map(
    ours.flatMap(walker => {
      const rendered = renderValues(walker.definition, step.payload, printScope(walker))
      if (!schema || 'problem' in rendered) return []
      const { values: payload } = rendered
      const prepared = prepare(tenant.id, schema, {
        contactId: walker.run.contact_id,
        schemaId: step.schemaId,
        createdDate: now,
        payload,
        body: JSON.stringify(payload),
      })
      return [[walker, { prepared, receivedAt: now }] as const]
    }),
  )
  const list = [...submissions]
  const outcomes =
    list.length > 0
      ? await recordInteractions(
          tx,
          list.map(([, submission]) => submission),
        )
      : []
  const byWalker = new Map(list.map(([walker], n) => [walker, outcomes[n]!]))
  for (const walker of ours) {
    const outcome = byWalker.get(walker)
    if (outcome?.kind === 'stored') walker.go(step.next, 'recorded', now, outcome.id)
    else
      walker.go(
        step.refused ?? step.next,
        'refused',
        now,
        outcome?.kind ?? 'there is no such schema, or a value is missing',
      )
    if (walker.state === 'moving') walker.park(now, 'turn')
  }
}
