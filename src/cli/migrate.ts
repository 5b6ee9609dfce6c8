import { migrate } from '../storage/migrate.ts'
import { type Command, positionals } from './command.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'Bring the database to this version.',
  usage: '',
  options: {},
  optionHelp: {},
  async run({ database }, args) {
    positionals(args)
    const applied = await migrate(database.pool)
    const text = applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`
    return { text, json: { applied } }
  },
}
