import type { KeyKind } from '../contacts/keys.ts'

/** By what a receipt or an order says whose it is. */
export interface MatchKey {
  /** A card is a kind of key that nobody has here. */
  readonly kind: KeyKind | 'contactId' | 'card'
  readonly value: string
  /** In any letter case. Says nothing beside a contact id. */
  readonly contactType: string
}
