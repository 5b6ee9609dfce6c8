import type { ParseArgsConfig } from 'node:util'
import type { Config } from '../config.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Database } from '../storage/database.ts'
import type { Db } from '../storage/driver.ts'

/** What a command works with: the database, wherever it is open. */
export interface Workplace {
  readonly config: Config
  readonly database: Database
  readonly db: Db
  readonly clock: Clock
}

export interface Arguments {
  readonly values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  readonly positionals: readonly string[]
}

/** The same answer for a person and for a program (`--json`). */
export interface Report {
  readonly text: string
  readonly json: unknown
  /** 1 when the answer is bad news, as of a doctor. */
  readonly exitCode?: number
}

export interface Command {
  /** As it is typed after `parley`, for example `key create`. */
  readonly name: string
  readonly summary: string
  /** What follows the name. */
  readonly usage: string
  readonly options: NonNullable<ParseArgsConfig['options']>
  /** One line for each option. */
  readonly optionHelp: Readonly<Record<string, string>>
  run(workplace: Workplace, args: Arguments): Promise<Report>
}

/** What is wrong with how a command was called, in one line. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The positional arguments by number, each of which must be there. */
export function positionals(args: Arguments, ...names: string[]): string[] {
  if (args.positionals.length > names.length)
    throw new UsageError(`Unexpected argument ${args.positionals[names.length]}.`)
  return names.map((name, index) => {
    const value = args.positionals[index]
    if (value === undefined) throw new UsageError(`<${name}> is missing.`)
    return value
  })
}

export function textOption(args: Arguments, name: string): string | undefined {
  const value = args.values[name]
  return typeof value === 'string' ? value : undefined
}

/** An option that takes a list, given several times or with commas. */
export function listOption(args: Arguments, name: string): string[] {
  const value = args.values[name]
  const parts = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return parts
    .flatMap(part => String(part).split(','))
    .map(part => part.trim())
    .filter(part => part !== '')
}
