import Type from 'typebox'
import { explainMembership } from '../../../domain/segments/explain-membership.ts'
import { operation } from '../../../http/operation.ts'
import { memberParams, RuleShape } from './translate.ts'

/** Whether a contact is a member and why: the answer of each node of the rule at this moment. */
export const explainMember = operation({
  method: 'GET',
  path: '/segments/{segmentId}/members/{contactId}',
  name: 'explainMember',
  summary: 'Tell whether a contact is a member, and why',
  tag: 'Segments',
  scope: 'segments:read',
  params: memberParams,
  replies: {
    200: Type.Object({
      isMember: Type.Boolean(),
      isFulfilled: Type.Union([Type.Boolean(), Type.Null()], {
        description: 'The rule as a whole; null without one.',
      }),
      isLeftOut: Type.Boolean({ description: 'True of an unapproved contact where such are left out.' }),
      nodes: Type.Array(
        Type.Object({
          pointer: Type.String({ description: 'A JSON pointer into the rule; empty for the whole.' }),
          rule: RuleShape,
          isFulfilled: Type.Boolean(),
        }),
      ),
    }),
  },
  errors: ['segment-not-found', 'contact-not-found'],
  async handle({ db, caller, params, now }) {
    const { nodes, ...whole } = await explainMembership(
      db,
      caller.tenant.id,
      params.segmentId,
      params.contactId,
      now,
    )
    return { status: 200, body: { ...whole, nodes: nodes.map(node => ({ ...node })) } }
  },
})
