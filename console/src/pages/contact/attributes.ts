/** Attributes as people read and type them. */

const labels: Readonly<Record<string, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  email: 'E-mail',
  mobilePhone: 'Mobile phone',
  memberNumber: 'Member number',
  externalId: 'External id',
  birthDay: 'Birthday',
  countryCode: 'Country',
  zipCode: 'Postal code',
}

const first = [
  'firstName',
  'lastName',
  'email',
  'mobilePhone',
  'birthDay',
  'age',
  'street',
  'zipCode',
  'city',
  'countryCode',
  'language',
]

/** `lastSeenAt` as "Last seen at"; a name with other signs stays as it is. */
export function labelOf(name: string): string {
  const known = labels[name]
  if (known !== undefined) return known
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return name
  const words = name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** The ones that everyone looks for, then the others by name; each once. */
export function namesInOrder(names: readonly string[]): readonly string[] {
  const place = (name: string) => {
    const index = first.indexOf(name)
    return index === -1 ? first.length : index
  }
  return [...new Set(names)].sort((one, other) => place(one) - place(other) || one.localeCompare(other))
}

/** They follow from others, and cannot be set. */
export const isComputed = (name: string) =>
  name === 'age' || name === 'memberNumber' || name.startsWith('nps.')

export function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** What was typed, of the kind that was there before; nothing takes the attribute away. */
export function typedValue(text: string, before: unknown): unknown {
  if (text === '') return null
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  if (typeof before === 'boolean') return text === 'true'
  if (typeof before !== 'object' || before === null) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
