/** What templates written for WebEngage call the contact: `user['system']['first_name']`. */
import type { Contact } from '../contacts/contact.ts'

const systemNames: Readonly<Record<string, string>> = {
  firstName: 'first_name',
  lastName: 'last_name',
  birthDay: 'birth_date',
  gender: 'gender',
  email: 'email',
  mobilePhone: 'phone',
  company: 'company',
  hashedEmail: 'hashed_email',
  hashedPhone: 'hashed_phone',
  country: 'country',
  city: 'city',
  region: 'region',
  locality: 'locality',
  zipCode: 'postal_code',
  tzName: 'tz_name',
  tzOffset: 'tz_offset',
}
const prefix = 'custom.'

export function userScope({ attributes }: Pick<Contact, 'attributes'>): object {
  const [system, custom]: [string, unknown][][] = [[], []]
  for (const [name, value] of Object.entries(attributes)) {
    if (Object.hasOwn(systemNames, name)) system!.push([systemNames[name]!, value])
    else custom!.push([name.startsWith(prefix) ? name.slice(prefix.length) : name, value])
  }
  return {
    cuid: attributes.userId ?? null,
    system: Object.fromEntries(system!),
    custom: Object.fromEntries(custom!),
  }
}
