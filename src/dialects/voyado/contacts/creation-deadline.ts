import { contactCreationTooSlow } from '../../../domain/contacts/errors.ts'
import type { Caller, Write } from '../../../http/operation.ts'
import type { Services } from '../../../http/services.ts'
import { DomainError } from '../../../kernel/domain-error.ts'
import type { Tx } from '../../../storage/driver.ts'

/**
 * Writes, but answers no later than the tenant's `createContactDeadlineMs`. What is not ready to be committed by then is
 * rolled back as soon as it can be, so that who hears `contact-creation-too-slow` may try again. Under an
 * Idempotency-Key there is no early answer: the stored answer must be the true one.
 */
export async function writeWithinDeadline<T>(
  { write, db, logger, caller }: Pick<Services, 'db' | 'logger'> & { write: Write; caller: Caller },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (db.isTransaction) return write(work)
  const withinMs = caller.tenant.settings.createContactDeadlineMs
  const late = Promise.withResolvers<never>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    late.reject(contactCreationTooSlow(withinMs))
  }, withinMs)
  const refuseWhenLate = () => {
    if (isLate) throw contactCreationTooSlow(withinMs)
  }
  const written = write(async tx => {
    refuseWhenLate()
    const result = await work(tx)
    refuseWhenLate()
    clearTimeout(timer) // it will be committed: the answer waits for that
    return result
  })
  written.catch(error => {
    if (isLate && !(error instanceof DomainError))
      logger.error({ err: error }, 'a contact was not made, and its maker had been told so')
  })
  try {
    return await Promise.race([written, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
