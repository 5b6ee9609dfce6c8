import Type from 'typebox'
import { assumptions, dryRun, type DryPath as Path } from '../../../domain/automations/dry-run.ts'
import { readAutomation } from '../../../domain/automations/read-automations.ts'
import { readDefinition } from '../../../domain/automations/read-definition.ts'
import { readRuleWorld } from '../../../domain/segments/rule-world.ts'
import { operation } from '../../../http/operation.ts'
import { automationParams, Definition, StepModel, toWireStep } from './translate.ts'

const DryPath = Type.Object({
  path: Type.Array(StepModel),
  ends: Type.String({ description: 'How it would end, or `not yet`.' }),
  endsAt: Type.String({ format: 'date-time' }),
})

const toWirePath = ({ path, ends, endsAt }: Path) => ({
  path: path.map(toWireStep),
  ends,
  endsAt: endsAt.toISOString(),
})

/** The path that a contact would take if it entered now. Nothing is done. */
export const dryRunAutomation = operation({
  method: 'POST',
  path: '/automations/{automationId}/dry-run',
  name: 'dryRunAutomation',
  summary: 'The path that a contact would take',
  tag: 'Automations',
  scope: 'automations:read',
  params: automationParams,
  body: Type.Object(
    {
      contactId: Type.String({ maxLength: 100 }),
      data: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), { description: 'The values of the entry.' }),
      ),
      definition: Type.Optional(Definition),
      assume: Type.Optional(
        Type.Record(Type.String({ maxLength: 100 }), Type.Enum([...assumptions]), {
          description:
            'By the id of a step: what is assumed of it. Without it nothing happens, and calls succeed.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 256 * 1024,
  replies: {
    200: Type.Object({
      ...DryPath.properties,
      branches: Type.Array(Type.Object({ branch: Type.Integer(), ...DryPath.properties }), {
        description: 'The paths of the branches that would begin at forks.',
      }),
    }),
  },
  errors: ['automation-not-found', 'automation-invalid', 'contact-not-found'],
  async handle({ write, caller, params, body, now }) {
    const { tenant } = caller
    const { definition: draft, ...input } = body
    const walk = await write(async tx => {
      const { id: automationId, definition } = await readAutomation(tx, tenant.id, params.automationId)
      const tried = draft === undefined ? definition : readDefinition(draft, await readRuleWorld(tx, tenant))
      return dryRun(tx, tenant, tried, { automationId, ...input }, now)
    })
    const branches = walk.branches.map(({ branch, ...path }) => ({ branch, ...toWirePath(path) }))
    return { status: 200, body: { ...toWirePath(walk), branches } }
  },
})
