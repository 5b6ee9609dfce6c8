import { DomainError } from '../../kernel/domain-error.ts'

/** What became of one contact of many: its id, or why it was refused. */
export type ContactOutcome = { readonly id: string } | DomainError

/** A check's result, or what it refused with. */
export function attempt<T>(check: () => T): T | DomainError {
  try {
    return check()
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

/** Without the refused ones. */
export function accepted<T>(outcomes: readonly (T | DomainError)[]): T[] {
  return outcomes.filter((each): each is T => !(each instanceof DomainError))
}
