import { DomainError, type Fault } from '../../kernel/domain-error.ts'

/** The definition breaks the rules for interaction schemas; each fault's field is a JSON pointer from the input. */
export function schemaDefinitionInvalid(faults: readonly Fault[]) {
  const { field: pointer = '', message = 'is not valid' } = faults[0] ?? {}
  const text = `The schema definition is not valid: ${pointer} ${message}.`
  return new DomainError('schema-definition-invalid', text, { pointer, message, faults })
}

export function tooManySegmentableProperties(limit: number) {
  const text = `A schema may have at most ${limit} properties that are added to segmentation.`
  return new DomainError('too-many-segmentable-properties', text, { limit })
}

/** The id is what a client sent, of any length: what is said of it is short. */
export function schemaNotFound(sent: string) {
  const schemaId = sent.length > 100 ? `${sent.slice(0, 100)}…` : sent
  return new DomainError('schema-not-found', `Schema '${schemaId}' not found.`, { schemaId })
}

export function schemaAlreadyExists(schemaId: string) {
  return new DomainError('schema-already-exists', `Schema '${schemaId}' already exists.`, { schemaId })
}

export function tooManySchemas(limit: number) {
  return new DomainError('too-many-schemas', `There may be at most ${limit} schemas.`, { limit })
}

/** The payload breaks the schema. It is kept under `rejectedId`, with its bytes and these faults. */
export function payloadInvalid(schemaId: string, faults: readonly Fault[], rejectedId: string) {
  const [first] = faults
  const text = first ? `${first.field} ${first.message}` : 'it does not follow the schema'
  return new DomainError('payload-invalid', `The payload is not valid for schema '${schemaId}': ${text}.`, {
    schemaId,
    faults,
    rejectedId,
  })
}

/** Of schemas that nobody registered. */
export const tooManyLearntSchemas = (limit: number) =>
  new DomainError('too-many-learnt-schemas', `There are ${limit} names of events already.`, { limit })
