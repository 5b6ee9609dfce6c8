/** A consent definition names one thing that contacts are asked to consent to, and the words in which they are asked. */
import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'

/** By language, for example `sv-SE`. */
export type TextByLanguage = Readonly<Record<string, string>>

export interface ConsentDefinition {
  /** The name that requests use. */
  readonly id: string
  readonly name: string
  /** Without a yes to it no contact is made. */
  readonly isMandatory: boolean
  readonly displayText: TextByLanguage
  readonly linkText: TextByLanguage
  readonly conditionText: TextByLanguage
}

const idForm = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,99}$/u
const languageForm = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/
const mostLanguages = 100
const longestText = 20_000

/** What is wrong with a definition. */
export function definitionFaults(definition: ConsentDefinition): Fault[] {
  const { id, name, displayText, linkText, conditionText } = definition
  const faults: Fault[] = []
  if (!idForm.test(id))
    faults.push({ field: 'id', message: 'must be 1 to 100 letters, digits, hyphens, dots or underscores' })
  if (name === '' || name.length > 200 || !isStorableText(name))
    faults.push({ field: 'name', message: 'must be a text of 1 to 200 characters' })
  const texts = { displayText, linkText, conditionText }
  for (const [field, byLanguage] of Object.entries(texts)) faults.push(...textFaults(field, byLanguage))
  return faults
}

function textFaults(field: string, byLanguage: TextByLanguage): Fault[] {
  const entries = Object.entries(byLanguage)
  if (entries.length > mostLanguages)
    return [{ field, message: `must not be in more than ${mostLanguages} languages` }]
  return entries.flatMap(([language, text]) => {
    if (!languageForm.test(language))
      return [
        { field: `${field}.${language.slice(0, 50)}`, message: 'must be named by a language, such as sv-SE' },
      ]
    const isText = typeof text === 'string' && text.length <= longestText && isStorableText(text)
    return isText
      ? []
      : [{ field: `${field}.${language}`, message: `must be a text of at most ${longestText} characters` }]
  })
}
