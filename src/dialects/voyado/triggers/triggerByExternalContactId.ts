import Type from 'typebox'
import { callTrigger } from '../../../domain/triggers/call-trigger.ts'
import { operation } from '../../../http/operation.ts'
import { triggerErrors, triggerOperation } from './translate.ts'

/** Voyado Engage › Custom triggers › POST automation/customTriggers/{triggerId}/triggerByExternalContactId/{externalId}. */
export const triggerByExternalContactId = operation({
  ...triggerOperation,
  path: '/automation/customTriggers/{triggerId}/triggerByExternalContactId/{externalId}',
  name: 'CustomTriggers_TriggerByExternalContactId',
  summary: 'Call a custom trigger for the contact with an external id',
  params: Type.Object({ triggerId: Type.String(), externalId: Type.String() }),
  errors: [...triggerErrors, 'InvalidSearchQuery', 'MultipleMatches'],
  async handle({ write, caller, params, body, now }) {
    const whom = { externalId: params.externalId }
    await write(tx => callTrigger(tx, caller.tenant, params.triggerId, whom, body, now))
    return { status: 200 }
  },
})
