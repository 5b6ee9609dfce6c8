import type { Fault } from '../../kernel/domain-error.ts'

interface Data {
  readonly faults?: readonly Fault[]
}

/** From the domain's codes to status and message; without words of its own a refusal says what the domain says. */
export type ErrorTable = Readonly<Record<string, readonly [status: number, message?: string]>>

/** What a refusal says: every fault by the name of its field. */
export function messageOf({ faults }: Data, otherwise: string): string {
  if (!faults || faults.length === 0) return otherwise
  return faults.map(({ field, message }) => `${field} ${plainly(message)}`).join('; ')
}

/** Where a field may be null the validator says `must be string,null`. */
function plainly(message: string): string {
  return message.replace(/^must be (\w+),null$/, 'must be of the type $1')
}
