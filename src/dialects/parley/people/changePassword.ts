import Type from 'typebox'
import { passwordWrong } from '../../../domain/people/errors.ts'
import { hashPassword, requireStrong } from '../../../domain/people/password.ts'
import { actorOf } from '../../../domain/people/person.ts'
import { hasPassword, setPassword } from '../../../domain/people/set-password.ts'
import { operation } from '../../../http/operation.ts'
import { sessionOf } from './caller.ts'
import { Password } from './translate.ts'

/** Ends all other sessions. Who guesses at the present one is slowed down as when signing in. */
export const changePassword = operation({
  method: 'PUT',
  path: '/me/password',
  name: 'changePassword',
  summary: 'Set another password, and sign out everywhere else',
  tag: 'Session',
  scope: 'me:write',
  body: Type.Object({ present: Password, next: Password }, { additionalProperties: false }),
  replies: { 204: null },
  errors: ['person-needed', 'password-wrong', 'password-weak', 'too-many-sign-ins'],
  async handle({ db, write, clock, signIns, caller, body: { present, next } }) {
    const { id, person } = sessionOf(caller)
    requireStrong(next, person.email)
    const who = { account: `change ${person.id}`, address: `person ${person.id}` }
    const isRight = await signIns.check(who, clock.wall(), async () => {
      return (await hasPassword(db, person, present)) || undefined
    })
    if (!isRight) throw passwordWrong()
    const hash = await hashPassword(next)
    await write(tx => setPassword(tx, person, hash, actorOf(person), clock.wall(), id))
    return { status: 204 }
  },
})
