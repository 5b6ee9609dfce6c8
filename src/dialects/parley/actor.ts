import type { Grant } from '../../domain/accounts/api-key.ts'
import type { By } from '../../domain/accounts/by.ts'
import { actorOf as actorOfPerson } from '../../domain/people/person.ts'
import type { Caller } from '../../http/operation.ts'
import type { Clock } from '../../kernel/clock.ts'

/** Who did it, for the audit trail. */
export const actorOf = ({ key, session }: Caller) =>
  session ? actorOfPerson(session.person) : `key:${key.id}`

/** The key's id, or the person's. */
export const idOf = ({ key, session }: Caller) => (session ? session.person.id : key.id)

/** What they may do, and hand on. */
export const grantOf = ({ key, session }: Caller): Grant => key ?? session

/** And when, by the machine's clock. */
export const byOf = (caller: Caller, clock: Clock): By => ({
  actor: actorOf(caller),
  wall: clock.wall(),
  grant: grantOf(caller),
})
