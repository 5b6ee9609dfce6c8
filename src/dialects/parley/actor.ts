import type { Caller } from '../../http/operation.ts'
import type { Clock } from '../../kernel/clock.ts'

/** Who did it, for the audit trail. */
export const actorOf = ({ key }: Caller) => `key:${key.id}`

/** And when, by the machine's clock. */
export const byOf = (caller: Caller, clock: Clock) => ({ actor: actorOf(caller), wall: clock.wall() })
