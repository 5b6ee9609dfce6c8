import { findTenant } from '../domain/accounts/list-accounts.ts'
import type { ContactTypeDefinition } from '../domain/contacts/contact-type.ts'
import { defineContactType, listContactTypes } from '../domain/contacts/define-contact-type.ts'
import type { KeyKind } from '../domain/contacts/keys.ts'
import { transact } from '../storage/database.ts'
import { type Command, listOption, positionals, textOption } from './command.ts'

export const contactTypeDefine: Command = {
  name: 'contact-type define',
  summary: 'Define a contact type, or define it anew, and show all types of the tenant.',
  usage: '<tenant> <type> [options]',
  options: {
    name: { type: 'string' },
    key: { type: 'string' },
    mandatory: { type: 'string', multiple: true },
  },
  optionHelp: {
    '--name <name>': 'The name that people see; other than the type.',
    '--key <attribute>':
      'email, mobilePhone, externalId or socialSecurityNumber. Without it: as it is, or email.',
    '--mandatory <list>':
      'Attributes that contacts of the type must have besides, with commas. Without it: none.',
  },
  async run({ db }, args) {
    const [slug = '', id = ''] = positionals(args, 'tenant', 'type')
    const types = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      const known = (await listContactTypes(tx, tenant)).find(type => type.id === id)
      await defineContactType(tx, tenant, {
        id,
        displayName: textOption(args, 'name') ?? known?.displayName ?? `${id}s`,
        keyAttribute: (textOption(args, 'key') ?? known?.keyAttribute ?? 'email') as KeyKind,
        mandatoryAttributes: listOption(args, 'mandatory'),
      })
      return listContactTypes(tx, tenant)
    })
    return { text: types.map(toLine).join('\n'), json: types }
  },
}

function toLine({ id, displayName, keyAttribute, mandatoryAttributes }: ContactTypeDefinition): string {
  const mandatory = mandatoryAttributes.length > 0 ? `; must have ${mandatoryAttributes.join(', ')}` : ''
  return `${id.padEnd(20)}${displayName}: known by ${keyAttribute}${mandatory}`
}
