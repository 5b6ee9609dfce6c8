/** What the fields of this API are called by the rest of Parley, and the other way round. */
const attributeNames = {
  firstName: 'firstName',
  lastName: 'lastName',
  birthDate: 'birthDay',
  gender: 'gender',
  email: 'email',
  phone: 'mobilePhone',
  company: 'company',
  hashedEmail: 'hashedEmail',
  hashedPhone: 'hashedPhone',
  country: 'country',
  city: 'city',
  region: 'region',
  locality: 'locality',
  postalCode: 'zipCode',
  tzName: 'tzName',
  tzOffset: 'tzOffset',
} as const

export type SystemField = keyof typeof attributeNames

export const systemFields = Object.entries(attributeNames) as readonly [SystemField, string][]

/** Attributes of a contact that mean something to Parley: no custom attribute may be taken for one of them. */
const reserved: ReadonlySet<string> = new Set([
  ...Object.values(attributeNames),
  'userId',
  'anonymousId',
  'memberNumber',
  'externalId',
  'socialSecurityNumber',
  'countryCode',
  'createdInStore',
  'age',
  'nps.grade',
  'nps.datetime',
  'nps.averagegrade',
  'id',
  'attributes',
  'meta',
  'contactType',
  'preferences',
  'consents',
])

const prefix = 'custom.'

/** Custom attributes stand beside the others, under their own names where these are free. */
export function toAttributeName(custom: string): string {
  return reserved.has(custom) || custom.startsWith(prefix) ? `${prefix}${custom}` : custom
}

/** The custom attribute that an attribute of a contact is; nothing for one of the system. */
export function toCustomName(attribute: string): string | undefined {
  if (attribute.startsWith(prefix)) return attribute.slice(prefix.length)
  return reserved.has(attribute) ? undefined : attribute
}

const fieldNames = new Map<string, string>([
  ...systemFields.map(([field, attribute]) => [attribute, field] as const),
  ['preferences.email', 'emailOptIn'],
  ['preferences.sms', 'smsOptIn'],
])

/** A field of the domain as this API calls it. For refusals. */
export function toFieldName(field: string): string {
  return fieldNames.get(field) ?? field
}
