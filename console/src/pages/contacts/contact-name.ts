import type { Contact } from '../../api/shapes.ts'

type Known = Pick<Contact, 'id' | 'attributes'>

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '')

/** How a contact is called: by name, else by what it is known by, else by the beginning of its id. */
export function nameOf({ id, attributes }: Known): string {
  const name = `${text(attributes.firstName)} ${text(attributes.lastName)}`.trim()
  const known = ['email', 'mobilePhone', 'memberNumber', 'externalId'].map(key => text(attributes[key]))
  return name || known.find(Boolean) || `Contact ${id.slice(0, 8)}`
}
