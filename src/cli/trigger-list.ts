import { listTriggers } from '../domain/triggers/define-trigger.ts'
import { type Command, positionals } from './command.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

export const triggerList: Command = {
  name: 'trigger list',
  summary: 'List the custom triggers of a tenant and their fields.',
  usage: '--tenant <slug>',
  options: { tenant: { type: 'string' } },
  optionHelp: tenantOptionHelp,
  async run({ db }, args) {
    positionals(args)
    const triggers = await listTriggers(db, (await tenantOf(db, args)).id)
    const lines = triggers.map(({ id, name, fields }) => {
      const words = fields.map(field => `${field.name}:${field.type}${field.required ? ':required' : ''}`)
      return [id.padEnd(32), name.padEnd(24), words.join(', ')].join(' ').trimEnd()
    })
    return { text: lines.join('\n') || 'There are no custom triggers.', json: triggers }
  },
}
