import { readIdentified } from '../../../domain/contacts/read-identified.ts'
import { transactionTooLate } from '../../../domain/messaging/errors.ts'
import {
  type NewTransaction,
  type Ordered,
  sendTransaction,
} from '../../../domain/messaging/send-transaction.ts'
import type { Caller, Write } from '../../../http/operation.ts'

interface Ordering {
  readonly caller: Caller
  readonly write: Write
  readonly now: Date
}

/**
 * Takes an order for a user, who must be known, and answers it. Throws `user-not-found`, `transaction-too-late` when
 * its time was over before it was taken, and what sending throws.
 */
export async function order(
  { caller: { tenant }, write, now }: Ordering,
  userId: string,
  given: Omit<NewTransaction, 'contactId'>,
): Promise<Ordered> {
  const began = performance.now()
  return write(async tx => {
    const contactId = await readIdentified(tx, tenant, { kind: 'userId', value: userId.trim() })
    const ordered = await sendTransaction(tx, tenant, { ...given, contactId }, now)
    if (performance.now() - began > given.ttlSeconds * 1000) throw transactionTooLate()
    return ordered
  })
}
