import Type from 'typebox'
import { listFaultRules as list } from '../../../domain/accounts/fault-rules.ts'
import { operation } from '../../../http/operation.ts'
import { FaultRuleModel, toWireRule } from './translate.ts'

/** All of them, a hundred at most, in the order in which they are asked. */
export const listFaultRules = operation({
  method: 'GET',
  path: '/fault-rules',
  name: 'listFaultRules',
  summary: 'List the fault rules',
  tag: 'Double',
  scope: 'faults:read',
  isSpared: true,
  replies: { 200: Type.Object({ items: Type.Array(FaultRuleModel) }) },
  async handle({ db, caller }) {
    return { status: 200, body: { items: (await list(db, caller.tenant.id)).map(toWireRule) } }
  },
})
