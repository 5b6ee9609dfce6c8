import Type, { type Static } from 'typebox'
import type { Outcome } from '../../../domain/interactions/interaction.ts'
import { prepare } from '../../../domain/interactions/interaction.ts'
import { recordInteractions, type Submission } from '../../../domain/interactions/record-interactions.ts'
import type { Schema } from '../../../domain/schemas/schema.ts'
import { operation } from '../../../http/operation.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { Faults, toWireFaults } from '../schemas/translate.ts'
import { rowTexts } from './row-texts.ts'
import { toNewInteraction } from './translate.ts'

const mostRows = 1000
const mostCharacters = 64 * 1024

const RowOutcome = Type.Object({
  index: Type.Integer(),
  outcome: Type.Union([Type.Literal('stored'), Type.Literal('rejected'), Type.Literal('refused')], {
    description: 'Stored; rejected, that is kept as a rejected interaction; or refused, that is not kept.',
  }),
  id: Type.Optional(Type.String({ description: 'Of the interaction, or of the rejected one.' })),
  code: Type.Optional(Type.String({ description: 'Why not stored: the code of the problem.' })),
  faults: Type.Optional(Faults),
})

/** Many at once, in one transaction. Each row has its own outcome: one that is refused holds up no other. */
export const createInteractions = operation({
  method: 'POST',
  path: '/interactions/batch',
  name: 'createInteractions',
  summary: 'Store up to 1 000 interactions',
  tag: 'Interactions',
  scope: 'interactions:write',
  body: Type.Object(
    {
      items: Type.Array(Type.Unknown(), {
        minItems: 1,
        maxItems: mostRows,
        description: 'Each as in POST /interactions.',
      }),
    },
    { additionalProperties: false },
  ),
  bodyLimit: 8 * 1024 * 1024,
  replies: {
    200: Type.Object({
      stored: Type.Integer(),
      rejected: Type.Integer(),
      refused: Type.Integer(),
      outcomes: Type.Array(RowOutcome, { description: 'One for each row, in the order of the rows.' }),
    }),
  },
  errors: ['input-invalid', 'body-too-large'],
  async handle({ write, schemas, caller, body, rawBody, now }) {
    const known = await schemas.of(caller.tenant)
    const texts = rowTexts(body.items, rawBody)
    const rows = body.items.map((item, n) => readRow(item, texts[n]!, caller.tenant.id, known, now))
    const submissions = rows.flatMap(row => ('prepared' in row ? [row] : []))
    const recorded = await write(tx => recordInteractions(tx, submissions))
    const ends = new Map(submissions.map((submission, n) => [submission, recorded[n]!]))
    const outcomes = rows.map((row, index) =>
      'prepared' in row ? { index, ...toOutcome(ends.get(row)!) } : { index, ...row },
    )
    const count = (kind: string) => outcomes.filter(({ outcome }) => outcome === kind).length
    const counts = { stored: count('stored'), rejected: count('rejected'), refused: count('refused') }
    return { status: 200, body: { ...counts, outcomes } }
  },
})

type Told = Omit<Static<typeof RowOutcome>, 'index'>

const refused = (code: string, faults?: readonly Fault[]): Told => ({
  outcome: 'refused',
  code,
  ...(faults && { faults: toWireFaults(faults) }),
})

function readRow(
  item: unknown,
  text: string,
  tenantId: string,
  schemas: ReadonlyMap<string, Schema>,
  now: Date,
): Submission | Told {
  if (text.length > mostCharacters) return refused('body-too-large')
  const input = toNewInteraction(item, text, now)
  if (!('contactId' in input)) return refused('input-invalid', input)
  const schema = schemas.get(input.schemaId)
  if (!schema) return refused('schema-not-found')
  return { prepared: prepare(tenantId, schema, input), receivedAt: now }
}

function toOutcome(outcome: Outcome): Told {
  if (outcome.kind === 'stored') return { outcome: 'stored', id: outcome.id }
  if (outcome.kind === 'rejected') {
    const { id, faults } = outcome
    return { outcome: 'rejected', id, code: 'payload-invalid', faults: toWireFaults(faults) }
  }
  return refused(outcome.kind === 'contact missing' ? 'contact-not-found' : 'schema-not-found')
}
