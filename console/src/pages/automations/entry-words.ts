import { isOccasion, kindOfMatch } from './match-kinds.ts'
import type { Match } from './model/definition.ts'
import { matchInWords } from './test-words.ts'
import type { World } from './use-world.ts'

/** When a contact buys something; every day at 09:00. */
export function entryInWords(entry: Match, world: World): string {
  if (isOccasion(entry.kind)) return kindOfMatch(entry.kind).words(entry, world)
  return `When a contact ${matchInWords(entry, world)}`
}
