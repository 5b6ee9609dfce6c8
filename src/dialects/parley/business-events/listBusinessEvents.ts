import Type from 'typebox'
import { listDefinitions } from '../../../domain/business-events/read-definitions.ts'
import { operation } from '../../../http/operation.ts'
import { DefinitionModel, toWireDefinition } from './translate.ts'

/** There are two hundred at most: all of them, by name. */
export const listBusinessEvents = operation({
  method: 'GET',
  path: '/business-events',
  name: 'listBusinessEvents',
  summary: 'List the business events that are defined',
  tag: 'Automations',
  scope: 'automations:read',
  replies: { 200: Type.Object({ items: Type.Array(DefinitionModel) }) },
  async handle({ db, caller }) {
    return { status: 200, body: { items: (await listDefinitions(db, caller.tenant)).map(toWireDefinition) } }
  },
})
