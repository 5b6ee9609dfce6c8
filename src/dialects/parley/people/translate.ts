import Type, { type Static } from 'typebox'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import type { Person } from '../../../domain/people/person.ts'
import { type Role, roles } from '../../../domain/people/role.ts'
import type { ListedSession, Session } from '../../../domain/people/session.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])

export const RoleName = Type.Unsafe<Role>(Type.Union(roles.map(role => Type.Literal(role))))
export const Name = Type.String({ minLength: 1, maxLength: 200 })
export const Password = Type.String({ maxLength: 1000 })

export const PersonModel = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  hasPassword: Type.Boolean({ description: 'False until the invitation is accepted.' }),
  invitedUntil: MaybeTime,
  version: Type.Integer(),
  createdAt: Time,
  signedInAt: MaybeTime,
})

export const InvitedPerson = Type.Object({
  ...PersonModel.properties,
  invitationUrl: Type.Union([Type.String(), Type.Null()], {
    description:
      'Where the person sets their password, once. Shown this once; null when a password was given.',
  }),
})

export const MeModel = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  scopes: Type.Array(Type.String(), { description: 'Empty: everything.' }),
  tenant: Type.Object({
    slug: Type.String(),
    name: Type.String(),
    timeZone: Type.String(),
    production: Type.Boolean(),
  }),
  session: Type.Object({ id: Type.String(), endsAt: Time }),
})

export const SessionModel = Type.Object({
  id: Type.String(),
  address: Type.String(),
  userAgent: Type.String(),
  createdAt: Time,
  lastSeenAt: Time,
  endsAt: Time,
  isThis: Type.Boolean({ description: 'The session of this request.' }),
})

export function toWirePerson(person: Person): Static<typeof PersonModel> {
  const { id, email, name, role, hasPassword, invitedUntil, version, createdAt, signedInAt } = person
  return {
    id,
    email,
    name,
    role,
    hasPassword,
    invitedUntil: invitedUntil?.toISOString() ?? null,
    version,
    createdAt: createdAt.toISOString(),
    signedInAt: signedInAt?.toISOString() ?? null,
  }
}

/** The link's token is behind the #: browsers send it to nobody. */
export function toWireInvited(person: Person, token: string | null, href: (path: string) => string) {
  const base = href('').replace(/\/parley\/v\d+$/, '')
  const invitationUrl = token === null ? null : `${base}/invitation#${token}`
  return { ...toWirePerson(person), invitationUrl }
}

export function toWireMe(session: Session, { slug, name, settings }: Tenant): Static<typeof MeModel> {
  const { person, scopes, id, endsAt } = session
  return {
    id: person.id,
    email: person.email,
    name: person.name,
    role: person.role,
    scopes: [...scopes],
    tenant: { slug, name, timeZone: settings.timeZone, production: settings.production },
    session: { id, endsAt: endsAt.toISOString() },
  }
}

export function toWireSession(session: ListedSession, present: string): Static<typeof SessionModel> {
  const { id, address, userAgent, createdAt, lastSeenAt, endsAt } = session
  return {
    id,
    address,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
    endsAt: endsAt.toISOString(),
    isThis: id === present,
  }
}
