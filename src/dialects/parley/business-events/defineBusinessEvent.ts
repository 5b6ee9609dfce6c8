import { defineBusinessEvent as define } from '../../../domain/business-events/define-business-event.ts'
import { operation } from '../../../http/operation.ts'
import { businessEventParams, DefinitionBody, DefinitionModel, toWireDefinition } from './translate.ts'

/** What events of the name may say: these attributes, each in its type, and no others. */
export const defineBusinessEvent = operation({
  method: 'PUT',
  path: '/business-events/{name}',
  name: 'defineBusinessEvent',
  summary: 'Define a business event, or define it anew',
  tag: 'Automations',
  scope: 'automations:write',
  params: businessEventParams,
  body: DefinitionBody,
  replies: { 200: DefinitionModel, 201: DefinitionModel },
  errors: ['business-event-invalid'],
  async handle({ write, caller, params: { name }, body: { attributes }, now }) {
    const { definition, isNew } = await write(tx =>
      define(tx, caller.tenant, { name, attributes }, now, { replaces: true }),
    )
    return { status: isNew ? 201 : 200, body: toWireDefinition(definition) }
  },
})
