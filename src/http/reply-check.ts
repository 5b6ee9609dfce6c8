import { Ajv, type ValidateFunction } from 'ajv'
import type { Operation, Reply } from './operation.ts'

const ajv = new Ajv({ strict: false, validateFormats: false })

/** In tests: an answer that does not have the shape it declares is a defect, even when no client would notice. */
export function checkReply(operation: Operation): (reply: Pick<Reply, 'status' | 'body'>) => void {
  const validators = new Map<number, ValidateFunction | null>()
  for (const [status, shape] of Object.entries(operation.replies)) {
    validators.set(Number(status), shape && ajv.compile(shape))
  }
  return ({ status, body }) => {
    const validate = validators.get(status)
    if (validate === undefined) {
      if (status >= 400) return
      throw new Error(`${operation.name} answered ${status}, which it does not declare.`)
    }
    if (validate === null && body === undefined) return
    if (validate?.(body)) return
    throw new Error(
      `${operation.name} answered ${status} in another shape: ${ajv.errorsText(validate?.errors)}`,
    )
  }
}
