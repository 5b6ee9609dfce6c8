/**
 * An interaction: one thing that one contact did, of a kind that the company itself defined as a schema.
 *
 * What is posted ends in one of three ways: stored, rejected (the payload breaks the schema; kept with its bytes and
 * faults) or refused because the contact or the schema does not exist (nothing is kept).
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { inexactIntegers } from '../../kernel/exact-integers.ts'
import { newId } from '../../kernel/ids.ts'
import { storageFaults } from '../../kernel/storable.ts'
import { knownPayload } from '../schemas/definition.ts'
import { type FitPayload, fitPayload } from '../schemas/learnt-schema.ts'
import type { Schema } from '../schemas/schema.ts'

export interface Interaction {
  readonly id: string
  readonly contactId: string
  readonly schemaId: string
  readonly createdDate: Date
  /** The properties that the schema knows. What else was sent is in the body as received. */
  readonly payload: Readonly<Record<string, unknown>>
}

export interface NewInteraction {
  /** A UUID. */
  readonly contactId: string
  readonly schemaId: string
  readonly createdDate: Date
  readonly payload: unknown
  /** The request's body as it came, well-formed UTF-8. */
  readonly body: string
}

/** What is posted, checked and ready to be written. */
export interface Prepared {
  readonly tenantId: string
  readonly id: string
  readonly contactId: string
  readonly schema: Schema
  readonly createdDate: Date
  readonly body: string
  /** None: to be stored. Otherwise to be rejected. */
  readonly faults: readonly Fault[]
  /** The known properties as JSON; empty when rejected. */
  readonly payload: string
  /** There are others that its schema, a learnt one, has still to learn. */
  readonly hasNews?: true
}

export type Outcome =
  | { readonly kind: 'stored'; readonly id: string; readonly createdDate: Date }
  | { readonly kind: 'rejected'; readonly id: string; readonly faults: readonly Fault[] }
  | { readonly kind: 'contact missing' }
  | { readonly kind: 'schema missing' }

/** Checks a payload against its schema. Pure but for the new id. */
export function prepare(tenantId: string, schema: Schema, input: NewInteraction): Prepared {
  const { contactId, createdDate, body, payload } = input
  const faults = schema.check(payload).concat(storageFaults(payload), inexactFaults(schema, body))
  const kept = faults.length > 0 ? nothing : fit(schema, payload as Record<string, unknown>)
  return {
    tenantId,
    id: newId(),
    contactId,
    schema,
    createdDate,
    body,
    faults,
    payload: kept.json,
    ...(kept.hasNews && { hasNews: true as const }),
  }
}

const nothing: FitPayload = { json: '', hasNews: false }

function fit({ learnt, definition }: Schema, payload: Readonly<Record<string, unknown>>): FitPayload {
  if (learnt) return fitPayload(learnt, payload)
  return { json: JSON.stringify(knownPayload(definition, payload)), hasNews: false }
}

/** What would be stored as another number than was sent is refused; what the schema does not know is not stored. */
function inexactFaults({ definition }: Schema, body: string): Fault[] {
  const inexact = inexactIntegers(body)
  if (inexact.size === 0) return []
  return definition.properties
    .filter(({ name, type }) => inexact.has(name) && (type === 'integer' || type === 'number'))
    .map(({ name }) => ({
      field: name,
      message: 'is an integer that cannot be kept exactly; define it as a string',
    }))
}
