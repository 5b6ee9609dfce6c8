import type { ContactUpdate } from './update-contacts.ts'

export interface PlacedUpdate {
  readonly index: number
  readonly update: ContactUpdate
}

/** Each contact is changed once in a turn: its second change sees what the first one left. What is no update is left out. */
export function turnsOf(updates: readonly (ContactUpdate | undefined)[]): PlacedUpdate[][] {
  const turns: PlacedUpdate[][] = []
  const seen = new Map<string, number>()
  for (const [index, update] of updates.entries()) {
    if (!update) continue
    const turn = seen.get(update.contactId) ?? 0
    seen.set(update.contactId, turn + 1)
    turns[turn] ??= []
    turns[turn].push({ index, update })
  }
  return turns
}
