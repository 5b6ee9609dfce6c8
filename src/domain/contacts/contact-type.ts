/** A contact type names what is known of some contacts: their key attribute, and what they must have besides. */
import type { KeyKind } from './keys.ts'

export interface ContactType {
  readonly id: string
  readonly keyAttribute: KeyKind
  readonly mandatoryAttributes: readonly string[]
}

/** With the name that people see. */
export interface ContactTypeDefinition extends ContactType {
  readonly displayName: string
}

/** The type that every tenant has and that is meant when none is named. */
export const defaultContactType = 'Member'
