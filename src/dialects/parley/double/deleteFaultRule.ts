import Type from 'typebox'
import { clearFaultRules as clear, removeFaultRule } from '../../../domain/accounts/fault-rules.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'

const shared = { method: 'DELETE', tag: 'Double', scope: 'faults:write', isSpared: true } as const

export const deleteFaultRule = operation({
  ...shared,
  path: '/fault-rules/{ruleId}',
  name: 'deleteFaultRule',
  summary: 'Take a fault rule away',
  params: Type.Object({ ruleId: Type.String({ maxLength: 100 }) }),
  replies: { 204: null },
  errors: ['fault-rule-not-found'],
  async handle({ write, clock, directory, caller, params: { ruleId } }) {
    await write(tx => removeFaultRule(tx, caller.tenant, ruleId, actorOf(caller), clock.wall()))
    await directory.refresh()
    return { status: 204 }
  },
})

export const clearFaultRules = operation({
  ...shared,
  path: '/fault-rules',
  name: 'clearFaultRules',
  summary: 'Take all fault rules away',
  replies: { 200: Type.Object({ removed: Type.Integer() }) },
  async handle({ write, clock, directory, caller }) {
    const removed = await write(tx => clear(tx, caller.tenant, actorOf(caller), clock.wall()))
    await directory.refresh()
    return { status: 200, body: { removed } }
  },
})
