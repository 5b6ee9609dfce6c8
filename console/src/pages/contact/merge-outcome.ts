/** What comes of merging two contacts, by the rules of the server: what the one does not know it takes from the other. */
import type { Contact } from '../../api/shapes.ts'
import { preferenceWords } from '../../kit/channels.ts'
import { namesInOrder, textOf } from './attributes.ts'

export interface MergedLine {
  readonly name: string
  /** Of the one that stays, and of the one that goes. */
  readonly kept: string
  readonly given: string
  readonly result: string
}

const isBlank = (value: unknown) => value === undefined || value === null || value === ''

export function mergedAttributes(kept: Contact, given: Contact): MergedLine[] {
  const names = namesInOrder([...Object.keys(kept.attributes), ...Object.keys(given.attributes)])
  return names.map(name => {
    const [own, other] = [kept.attributes[name], given.attributes[name]]
    const result = isBlank(own) ? other : own
    return { name, kept: textOf(own), given: textOf(other), result: textOf(result) }
  })
}

const answer = (accepts: boolean | undefined) => (accepts === undefined ? '' : accepts ? 'Yes' : 'No')

/** When both answered, the newer answer holds: which one that is only the server knows. */
export function mergedPreferences(kept: Contact, given: Contact): MergedLine[] {
  return (Object.entries(preferenceWords) as [keyof Contact['preferences'], string][])
    .map(([channel, label]) => {
      const [own, other] = [answer(kept.preferences[channel]), answer(given.preferences[channel])]
      const isContested = own !== '' && other !== '' && own !== other
      return { name: label, kept: own, given: other, result: isContested ? 'the newer answer' : own || other }
    })
    .filter(({ kept: own, given: other }) => own !== '' || other !== '')
}
