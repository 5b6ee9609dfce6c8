/**
 * Who answers, where the form knows: a JSON Web Token signed with the survey's secret, by Parley or by the company's own
 * server. It names the contact in one of these claims and should end (`exp`).
 */
import { readToken, writeToken } from '../../kernel/signed-token.ts'
import { type KeyKind, keyKinds } from '../contacts/keys.ts'
import { respondentInvalid } from './errors.ts'

export type RespondentClaim = 'contactId' | KeyKind
const claims: readonly RespondentClaim[] = ['contactId', ...keyKinds]

export interface Respondent {
  readonly kind: RespondentClaim
  readonly value: string
}

/** A token for a contact that is good until a time of the machine's clock. */
export const writeRespondent = (secret: string, contactId: string, until: Date): string =>
  writeToken(secret, { contactId }, until)

/** Throws `respondent-invalid` unless the secret signed it and its time is not over. `wall` is the machine's time. */
export function readRespondent(secret: string, token: string, wall: Date): Respondent {
  const said = readToken(secret, token, wall)
  const kind = said && claims.find(name => typeof said[name] === 'string')
  if (kind === undefined) throw respondentInvalid()
  return { kind, value: said![kind] as string }
}
