import { parseArgs } from 'node:util'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { readPositive } from '../intake/options.ts'

export interface BulkBenchOptions {
  readonly contacts: number
  readonly kinds: readonly DatabaseKind[]
  readonly rounds: number
}

export const bulkHelp = `npm run bench -- bulk [options]

  --contacts 40000           how many contacts are made, then updated, in each round
  --database both            embedded, server or both; the server is DATABASE_URL,
                             or postgres://postgres@127.0.0.1:5432/postgres
  --rounds 3                 the median counts
`

export function readBulkOptions(args: readonly string[]): BulkBenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contacts: { type: 'string', default: '40000' },
      database: { type: 'string', default: 'both' },
      rounds: { type: 'string', default: '3' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    contacts: readPositive('contacts', values.contacts),
    kinds: readKinds(values.database),
    rounds: readPositive('rounds', values.rounds),
  }
}
