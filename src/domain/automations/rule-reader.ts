import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { type Rule, type RuleWorld, readRule } from '../segments/rule.ts'

export interface RuleReader {
  /** What is wrong with a rule, by JSON pointers that begin with `at`. */
  faultsOf(rule: unknown, at: string): readonly Fault[]
  /** A copy of a value in which every rule that was read stands in its normal form. */
  normalised(value: unknown): unknown
}

/** Reads the rules of segments that stand within something else. */
export function createRuleReader(world: RuleWorld): RuleReader {
  const read = new Map<unknown, Rule>()
  return {
    faultsOf(rule, at) {
      try {
        read.set(rule, readRule(rule, world, at))
        return []
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        return (error.data as { faults: readonly Fault[] }).faults
      }
    },
    normalised: value => JSON.parse(JSON.stringify(value, (_name, member) => read.get(member) ?? member)),
  }
}
