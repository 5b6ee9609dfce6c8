import { personNotFound } from '../../../domain/people/errors.ts'
import type { Session } from '../../../domain/people/session.ts'
import { personNeeded } from '../../../http/errors.ts'
import type { Caller } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'

/** The session of a caller who is a person. Throws `person-needed`. */
export function sessionOf({ session }: Caller): Session {
  if (!session) throw personNeeded()
  return session
}

export function requirePersonId(id: string): string {
  if (!isUuid(id)) throw personNotFound(id.slice(0, 100))
  return id
}
