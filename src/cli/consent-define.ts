import { findTenant } from '../domain/accounts/list-accounts.ts'
import type { ConsentDefinition } from '../domain/contacts/consent-definition.ts'
import { defineConsent, listConsentDefinitions } from '../domain/contacts/define-consent.ts'
import { transact } from '../storage/database.ts'
import { type Arguments, type Command, positionals, textOption, UsageError } from './command.ts'

export const consentDefine: Command = {
  name: 'consent define',
  summary: 'Define a consent, or define it anew, and show all consents of the tenant.',
  usage: '<tenant> <id> [options]',
  options: {
    name: { type: 'string' },
    mandatory: { type: 'boolean' },
    display: { type: 'string', multiple: true },
    link: { type: 'string', multiple: true },
    condition: { type: 'string', multiple: true },
  },
  optionHelp: {
    '--name <name>': 'The name that people see. Without it: the id.',
    '--mandatory': 'No contact is made without a yes to it.',
    '--display <language=text>':
      'How contacts are asked, for example sv-SE=Jag godkänner. Once for each language.',
    '--link <language=text>': 'The words of the link to the conditions.',
    '--condition <language=text>': 'The conditions.',
  },
  async run({ db }, args) {
    const [slug = '', id = ''] = positionals(args, 'tenant', 'id')
    const definition = {
      id,
      name: textOption(args, 'name') ?? id,
      isMandatory: args.values.mandatory === true,
      displayText: texts(args, 'display'),
      linkText: texts(args, 'link'),
      conditionText: texts(args, 'condition'),
    }
    const consents = await transact(db, async tx => {
      const tenant = await findTenant(tx, slug)
      await defineConsent(tx, tenant, definition)
      return listConsentDefinitions(tx, tenant)
    })
    return { text: consents.map(toLine).join('\n'), json: consents }
  },
}

function texts({ values }: Arguments, option: string): Record<string, string> {
  const given = values[option]
  const entries = (Array.isArray(given) ? given : []).map((text): [string, string] => {
    const [language = '', ...words] = String(text).split('=')
    if (words.length === 0) throw new UsageError(`--${option} is <language=text>, not ${text}.`)
    return [language, words.join('=')]
  })
  return Object.fromEntries(entries)
}

function toLine({ id, name, isMandatory, displayText }: ConsentDefinition): string {
  const languages = Object.keys(displayText)
  const asked = languages.length > 0 ? ` (${languages.join(', ')})` : ''
  return `${id.padEnd(20)}${name}${asked}${isMandatory ? ', mandatory' : ''}`
}
