import { defineTrigger } from '../domain/triggers/define-trigger.ts'
import { type FieldType, fieldTypes, type TriggerField } from '../domain/triggers/trigger.ts'
import { transact } from '../storage/database.ts'
import { type Command, listOption, positionals, textOption, UsageError } from './command.ts'
import { tenantOf, tenantOptionHelp } from './tenant-option.ts'

export const triggerCreate: Command = {
  name: 'trigger create',
  summary: 'Define a custom trigger, which other systems call for a contact.',
  usage: '<trigger id> --tenant <slug> [options]',
  options: {
    tenant: { type: 'string' },
    name: { type: 'string' },
    description: { type: 'string' },
    field: { type: 'string', multiple: true },
  },
  optionHelp: {
    ...tenantOptionHelp,
    '--name <name>': 'What people call it. Without it: the id.',
    '--description <text>': 'What it is for.',
    '--field <name:type>': `What comes with a call, each of a type: ${fieldTypes.join(', ')}. With :required when it must be there.`,
  },
  async run({ db, clock }, args) {
    const [id = ''] = positionals(args, 'trigger id')
    const trigger = {
      id,
      name: textOption(args, 'name') ?? id,
      description: textOption(args, 'description') ?? '',
      fields: listOption(args, 'field').map(toField),
    }
    await transact(db, async tx => {
      const tenant = await tenantOf(tx, args)
      await defineTrigger(tx, tenant, trigger, clock.now(tenant))
    })
    return { text: `Made trigger ${id}.`, json: trigger }
  },
}

function toField(text: string): TriggerField {
  const [name = '', type = 'string', required, ...rest] = text.split(':')
  const isKnown = fieldTypes.includes(type as FieldType)
  if (!isKnown || rest.length > 0 || (required !== undefined && required !== 'required'))
    throw new UsageError(
      `--field is name:type or name:type:required, with a type of ${fieldTypes.join(', ')}.`,
    )
  return { name, type: type as FieldType, required: required === 'required' }
}
