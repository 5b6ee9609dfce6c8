import { Ajv } from 'ajv'
import type { Operation, Reply } from './operation.ts'

const ajv = new Ajv({ strict: false, validateFormats: false })

/** In tests: an answer that does not have the shape it declares is a defect, even when no client would notice. */
export function checkReply(operation: Operation): (reply: Pick<Reply, 'status' | 'body'>) => void {
  const shapes = new Map(Object.entries(operation.replies))
  return ({ status, body }) => {
    const shape = shapes.get(String(status))
    if (shape === undefined) {
      if (status >= 400) return
      throw new Error(`${operation.name} answered ${status}, which it does not declare.`)
    }
    if (shape === null && body === undefined) return
    const validate = shape && ajv.compile(shape) // which keeps what it has compiled
    if (validate?.(body)) return
    throw new Error(
      `${operation.name} answered ${status} in another shape: ${ajv.errorsText(validate?.errors)}`,
    )
  }
}
