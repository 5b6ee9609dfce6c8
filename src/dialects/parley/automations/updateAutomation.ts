import Type from 'typebox'
import { editAutomation } from '../../../domain/automations/write-automations.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { AutomationModel, automationParams, Definition, Layout, toWireAutomation } from './translate.ts'

/** Edits an automation. A definition replaces the whole one and makes a new version; contacts in flight stay on theirs, or are moved if asked. */
export const updateAutomation = operation({
  method: 'PATCH',
  path: '/automations/{automationId}',
  name: 'updateAutomation',
  summary: 'Edit an automation',
  tag: 'Automations',
  scope: 'automations:write',
  params: automationParams,
  headers: Type.Object(ifMatch),
  body: Type.Object(
    {
      name: Type.Optional(Type.String({ maxLength: 200 })),
      description: Type.Optional(Type.String({ maxLength: 2000 })),
      definition: Type.Optional(Definition),
      layout: Type.Optional(Layout),
      movesRuns: Type.Optional(
        Type.Boolean({
          description:
            'Whether runs that stand at a step which the new version has, too, of the same kind, go on with the new version.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 256 * 1024,
  replies: { 200: AutomationModel },
  errors: ['automation-not-found', 'automation-invalid', 'automation-name-taken', 'version-mismatch'],
  async handle({ write, caller, params, headers, body, now }) {
    const automation = await write(tx =>
      editAutomation(tx, caller.tenant, params.automationId, body, now, {
        actor: actorOf(caller),
        admit: version => requireMatch(headers['if-match'], version),
      }),
    )
    return { status: 200, body: toWireAutomation(automation), headers: etag(automation.version) }
  },
})
