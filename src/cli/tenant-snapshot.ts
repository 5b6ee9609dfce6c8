import { listSnapshots, removeSnapshot, takeSnapshot } from '../domain/accounts/take-snapshot.ts'
import { type Command, positionals } from './command.ts'
import { operator } from './operator.ts'
import { requiredOption, tenantOf, tenantOptionHelp } from './tenant-option.ts'
import { openConfiguredBlobs } from './wrong-values.ts'

export const tenantSnapshot: Command = {
  name: 'tenant snapshot',
  summary: 'Keep what a tenant holds now: its rows, blobs, logs and clock; or forget it again.',
  usage: '--tenant <slug> --name <name> [options]',
  options: {
    tenant: { type: 'string' },
    name: { type: 'string' },
    replace: { type: 'boolean' },
    remove: { type: 'boolean' },
  },
  optionHelp: {
    ...tenantOptionHelp,
    '--name <name>': 'Under which name.',
    '--replace': 'In the place of one of this name.',
    '--remove': 'Forget the snapshot of this name.',
  },
  async run({ db, clock, config }, args) {
    positionals(args)
    const name = requiredOption(args, 'name')
    const tenant = await tenantOf(db, args)
    const blobs = openConfiguredBlobs(config)
    if (args.values.remove === true) {
      await removeSnapshot(db, blobs, tenant, name, operator(), clock.wall())
      return { text: `Removed snapshot ${name}.`, json: { name } }
    }
    const replace = args.values.replace === true
    const taken = await takeSnapshot(db, blobs, tenant, { name, replace }, operator(), clock.wall())
    const rows = taken.contents.tables.reduce((sum, table) => sum + table.rows, 0)
    const text = `Took snapshot ${name}: ${rows} rows, ${taken.contents.blobs.length} blobs.`
    return { text, json: { name, rows, blobs: taken.contents.blobs.length, takenAt: taken.takenAt } }
  },
}

export const tenantSnapshots: Command = {
  name: 'tenant snapshots',
  summary: 'List the snapshots of a tenant.',
  usage: '--tenant <slug>',
  options: { tenant: { type: 'string' } },
  optionHelp: tenantOptionHelp,
  async run({ db, clock }, args) {
    positionals(args)
    const snapshots = await listSnapshots(db, (await tenantOf(db, args)).id)
    const json = snapshots.map(({ name, takenAt, clock: tenantClock, contents }) => ({
      name,
      takenAt,
      frozenAt: tenantClock.clockFrozenAt,
      offsetMs: tenantClock.clockOffsetMs,
      rows: contents.tables.reduce((sum, table) => sum + table.rows, 0),
      blobs: contents.blobs.length,
    }))
    const lines = json.map(each => {
      const ago = Math.round((clock.wall().getTime() - each.takenAt.getTime()) / 60_000)
      return `${each.name.padEnd(24)}${each.takenAt.toISOString()} (${ago} min ago), ${each.rows} rows`
    })
    return { text: lines.join('\n') || 'There are no snapshots.', json }
  },
}
