import type { FastifyError } from 'fastify'
import { DomainError, type Fault, inputInvalid } from '../kernel/domain-error.ts'
import { databaseUnavailable, isUnavailable } from '../storage/unavailable.ts'
import { bodyTooLarge, requestMalformed, unexpected } from './errors.ts'

/** Whatever was thrown, as an error of ours. What nobody foresaw becomes `unexpected`. */
export function toDomainError(error: unknown, requestId: string, bodyLimit: number): DomainError {
  if (error instanceof DomainError) return error
  if (isUnavailable(error)) return databaseUnavailable((error as Error).message)
  const { code, statusCode = 500, validation, validationContext, message } = error as FastifyError
  if (validation)
    return inputInvalid(validation.map(problem => toFault(problem, validationContext ?? 'body')))
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge(bodyLimit)
  if (statusCode >= 400 && statusCode < 500) return requestMalformed(message)
  return unexpected(requestId)
}

function toFault(problem: NonNullable<FastifyError['validation']>[number], context: string): Fault {
  const {
    missingProperty: missing,
    additionalProperty: unknown,
    allowedValues,
  } = problem.params as {
    missingProperty?: string
    additionalProperty?: string
    allowedValues?: readonly unknown[]
  }
  const path = problem.instancePath.slice(1).replaceAll('/', '.')
  const within = (name: string) => (path ? `${path}.${name}` : name)
  if (missing !== undefined) return { field: within(missing), message: 'is required' }
  if (unknown !== undefined) return { field: within(unknown.slice(0, 100)), message: 'is not known here' }
  if (allowedValues) return { field: path || context, message: `must be one of ${allowedValues.join(', ')}` }
  return { field: path || context, message: problem.message ?? 'is not valid' }
}
