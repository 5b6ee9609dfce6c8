/**
 * What the domain throws when it refuses. A code says what went wrong and never changes; the data carries what a
 * dialect needs to phrase it. No status: each dialect's `errors.ts` decides how its clients hear of it.
 */
export class DomainError<Code extends string = string, Data = unknown> extends Error {
  readonly code: Code
  readonly data: Data

  constructor(code: Code, message: string, data: Data) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.data = data
  }
}

/** One thing that is wrong with what was sent: where (a field name or a JSON pointer) and what is wrong there. */
export interface Fault {
  readonly field: string
  readonly message: string
}

/** The request does not have the form that the operation asks for. */
export function inputInvalid(faults: readonly Fault[]) {
  const [first] = faults
  return new DomainError(
    'input-invalid',
    first ? `${first.field}: ${first.message}` : 'The input is not valid.',
    {
      faults,
    },
  )
}
