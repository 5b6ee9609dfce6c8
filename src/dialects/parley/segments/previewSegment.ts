import Type from 'typebox'
import { previewRule } from '../../../domain/segments/preview-rule.ts'
import { readRule } from '../../../domain/segments/rule.ts'
import { readRuleWorld } from '../../../domain/segments/rule-world.ts'
import { wholeRule } from '../../../domain/segments/segment.ts'
import { operation } from '../../../http/operation.ts'
import { RuleShape } from './translate.ts'

/** Of a rule that need not be saved: how many contacts fulfil it, and some of them. */
export const previewSegment = operation({
  method: 'POST',
  path: '/segments/preview',
  name: 'previewSegment',
  summary: 'Count whom a rule is true of',
  tag: 'Segments',
  scope: 'segments:read',
  body: Type.Object(
    { rule: RuleShape, includesUnapproved: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  bodyLimit: 128 * 1024,
  replies: {
    200: Type.Object({
      count: Type.Integer(),
      isEstimate: Type.Boolean({ description: 'True when counting all would take too long.' }),
      margin: Type.Integer({
        description: 'By how much the count may be off, in 19 of 20 estimates. 0 when all were counted.',
      }),
      sample: Type.Array(Type.String(), { description: 'Ids of some of them.' }),
    }),
  },
  errors: ['segment-rule-invalid'],
  async handle({ db, caller, body, now }) {
    const rule = readRule(body.rule, await readRuleWorld(db, caller.tenant), '/rule')
    const whole = wholeRule(rule, body.includesUnapproved ?? false)
    const { sample, ...preview } = await previewRule(db, caller.tenant.id, whole, now)
    return { status: 200, body: { ...preview, sample: [...sample] } }
  },
})
