import { parseArgs } from 'node:util'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { readPositive } from '../intake/options.ts'

/** How messages leave: into the outbox, or to a receiver that takes an id once. */
export type Way = 'outbox' | 'webhook'

export interface BroadcastOptions {
  readonly recipients: number
  readonly kills: number
  readonly kinds: readonly DatabaseKind[]
  readonly ways: readonly Way[]
}

export const broadcastHelp = `npm run bench -- broadcast [options]

  --recipients 100000  contacts that a broadcast goes to
  --kills 5            how often Parley is killed while it sends, spread over the broadcast
  --database server    embedded, server or both; the server is a PostgreSQL cluster made for this run
  --via both           outbox, webhook (a receiver that takes an id once) or both
`

export function readBroadcastOptions(args: readonly string[]): BroadcastOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      recipients: { type: 'string', default: '100000' },
      kills: { type: 'string', default: '5' },
      database: { type: 'string', default: 'server' },
      via: { type: 'string', default: 'both' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  const { via } = values
  if (via !== 'outbox' && via !== 'webhook' && via !== 'both')
    throw new Error('--via must be outbox, webhook or both')
  return {
    recipients: readPositive('recipients', values.recipients),
    kills: readPositive('kills', values.kills),
    kinds: readKinds(values.database),
    ways: via === 'both' ? ['outbox', 'webhook'] : [via],
  }
}
