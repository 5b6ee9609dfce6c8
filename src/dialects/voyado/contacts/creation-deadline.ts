import { contactCreationTooSlow } from '../../../domain/contacts/errors.ts'
import type { Caller } from '../../../http/operation.ts'
import type { Services } from '../../../http/services.ts'
import { DomainError } from '../../../kernel/domain-error.ts'

/**
 * Waits no longer than the tenant's `createContactDeadlineMs`. What was begun goes on in its own transaction and may
 * still succeed. Under an Idempotency-Key there is no early answer: the stored answer must be the true one.
 */
export async function withinDeadline<T>(
  { db, logger }: Pick<Services, 'db' | 'logger'>,
  { tenant }: Caller,
  work: Promise<T>,
): Promise<T> {
  if (db.isTransaction) return work
  const withinMs = tenant.settings.createContactDeadlineMs
  const late = Promise.withResolvers<never>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    late.reject(contactCreationTooSlow(withinMs))
  }, withinMs)
  work.catch(error => {
    if (isLate && !(error instanceof DomainError))
      logger.error({ err: error }, 'a contact was not made in the end')
  })
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
