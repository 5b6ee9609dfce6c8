/**
 * An identity is what a tenant's own systems call a person: a user id for one whom they know, an anonymous id for a
 * visitor. It is a key that no two contacts share, and it stays its contact's.
 */
import type { ContactPatch } from './contact-patch.ts'
import type { ContactTypeDefinition } from './contact-type.ts'

export const identityKinds = ['userId', 'anonymousId'] as const
export type IdentityKind = (typeof identityKinds)[number]

export interface Identity {
  readonly kind: IdentityKind
  readonly value: string
}

/** What is to change of whom an identity names. */
export interface IdentifiedPatch {
  readonly identity: Identity
  readonly patch: ContactPatch
}

export const nameOf = ({ kind, value }: Identity) => `${kind} ${value}`

/** The contact types of contacts of whom nothing but their identity need be known. Made when the first one comes. */
export const identityTypes: Readonly<Record<IdentityKind, ContactTypeDefinition>> = {
  userId: { id: 'User', displayName: 'Users', keyAttribute: 'userId', mandatoryAttributes: [] },
  anonymousId: {
    id: 'Visitor',
    displayName: 'Visitors',
    keyAttribute: 'anonymousId',
    mandatoryAttributes: [],
  },
}

/** A user id that is new may be that of a contact already known by one of these. */
export const matchKinds = ['email', 'mobilePhone', 'externalId'] as const
export type MatchKind = (typeof matchKinds)[number]
