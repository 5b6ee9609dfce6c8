import Type from 'typebox'
import { createAutomation as create } from '../../../domain/automations/write-automations.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { etag } from '../etag.ts'
import { AutomationModel, Definition, Layout, toWireAutomation } from './translate.ts'

/** Makes an automation, as a draft. What it names of lists and templates is looked for when it is started. */
export const createAutomation = operation({
  method: 'POST',
  path: '/automations',
  name: 'createAutomation',
  summary: 'Create an automation',
  tag: 'Automations',
  scope: 'automations:write',
  body: Type.Object(
    {
      name: Type.String({ maxLength: 200 }),
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      definition: Definition,
      layout: Type.Optional(Layout),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 256 * 1024,
  replies: { 201: AutomationModel },
  errors: ['automation-invalid', 'automation-name-taken', 'too-many-automations'],
  async handle({ write, caller, body, now, href }) {
    const automation = await write(tx => create(tx, caller.tenant, body, now, { actor: actorOf(caller) }))
    const headers = { ...etag(automation.version), location: href(`/automations/${automation.id}`) }
    return { status: 201, body: toWireAutomation(automation), headers }
  },
})
