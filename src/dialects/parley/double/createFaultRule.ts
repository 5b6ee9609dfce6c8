import type { Static } from 'typebox'
import { accountInputInvalid } from '../../../domain/accounts/errors.ts'
import type { FaultRule } from '../../../domain/accounts/fault-rule.ts'
import { addFaultRule } from '../../../domain/accounts/fault-rules.ts'
import { operation } from '../../../http/operation.ts'
import { newId } from '../../../kernel/ids.ts'
import { storageFaults } from '../../../kernel/storable.ts'
import { actorOf } from '../actor.ts'
import { FaultRuleBody, FaultRuleModel, toWireRule } from './translate.ts'

/** Says which requests are struck from now on, how often, and by what. */
export const createFaultRule = operation({
  method: 'POST',
  path: '/fault-rules',
  name: 'createFaultRule',
  summary: 'Inject faults into requests',
  tag: 'Double',
  scope: 'faults:write',
  isSpared: true,
  body: FaultRuleBody,
  bodyLimit: 64 * 1024,
  replies: { 201: FaultRuleModel },
  errors: ['tenant-is-production', 'fault-rule-exists', 'account-input-invalid'],
  async handle({ write, clock, directory, caller, body }) {
    if (storageFaults(body).length > 0) throw accountInputInvalid('The rule has text that cannot be kept.')
    const rule = toRule(body)
    await write(tx => addFaultRule(tx, caller.tenant, rule, actorOf(caller), clock.wall()))
    await directory.refresh()
    return { status: 201, body: toWireRule({ ...rule, fitted: 0, struck: 0 }) }
  },
})

function toRule(body: Static<typeof FaultRuleBody>): FaultRule {
  const { id, requests = {}, action, seed = 'parley', probability = 1, remaining = null } = body
  const isLate = action.truncate !== undefined || action.throttle !== undefined
  const { method, ...others } = requests
  return {
    id: id ?? `fault-${newId().slice(-8)}`,
    requests: { ...others, ...(method !== undefined && { method: method.toUpperCase() }) },
    when: body.when ?? (isLate ? 'after' : 'before'),
    action,
    seed,
    probability,
    remaining,
  }
}
