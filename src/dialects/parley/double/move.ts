import Type from 'typebox'
import { readDuration } from '../../../domain/accounts/clock-duration.ts'
import type { ClockMove } from '../../../domain/accounts/move-clock.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'

export const By = Type.String({ description: 'To advance: `30d`, `2h30m`, `P1M`.' })

/** Throws `input-invalid`. */
export function readBy(field: string, by: string | undefined): ClockMove {
  const duration = by === undefined ? undefined : readDuration(by)
  if (!duration) throw inputInvalid([{ field, message: 'must be a duration, such as 30d or PT2H' }])
  return { kind: 'advance', by: duration }
}
