import { undefineBusinessEvent as undefine } from '../../../domain/business-events/define-business-event.ts'
import { operation } from '../../../http/operation.ts'
import { businessEventParams } from './translate.ts'

/** Events of the name may then say anything. What was told of them stays. */
export const undefineBusinessEvent = operation({
  method: 'DELETE',
  path: '/business-events/{name}',
  name: 'undefineBusinessEvent',
  summary: 'Delete the definition of a business event',
  tag: 'Automations',
  scope: 'automations:write',
  params: businessEventParams,
  replies: { 204: null },
  errors: ['business-event-undefined'],
  async handle({ write, caller, params, now }) {
    await write(tx => undefine(tx, caller.tenant, params.name, now))
    return { status: 204 }
  },
})
