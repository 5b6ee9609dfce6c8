import Type, { type Static } from 'typebox'
import type { ContactPatch } from '../../../domain/contacts/contact-patch.ts'
import type { Identity } from '../../../domain/contacts/identity.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { readLooseInstant } from '../../../kernel/loose-instant.ts'
import { isTimeZone } from '../../../kernel/time-zone.ts'
import { cutText } from '../../../kernel/value-type.ts'
import { type SystemField, systemFields, toAttributeName } from '../fields.ts'
import { readIdentity } from './identity.ts'
import { optIns } from './opt-ins.ts'

const text = (description: string) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], description }))
const flag = (description: string) =>
  Type.Optional(Type.Unsafe<boolean | null>({ type: ['boolean', 'null'], description }))

/** Unknown fields are passed over. */
export const UserModel = Type.Object({
  userId: text('Of a user whom you know, at most 100 characters. It cannot be changed.'),
  anonymousId: text('Of one whom you do not, at most 100 characters. Passed over beside a userId.'),
  firstName: text('First name.'),
  lastName: text('Last name.'),
  birthDate: text('yyyy-MM-ddTHH:mm:ss±hhmm, or the day alone.'),
  gender: text('male, female or other.'),
  email: text('E-mail address.'),
  phone: text('In E.164 form, such as +551155256325.'),
  emailOptIn: flag('Whether e-mails are welcome. Without it, of a new user: true.'),
  smsOptIn: flag('Whether text messages are welcome. Without it, of a new user: true.'),
  whatsappOptIn: flag('Whether WhatsApp messages are welcome. Without it, of a new user: false.'),
  rcsOptIn: flag('Whether RCS messages are welcome. Without it, of a new user: true.'),
  pushOptIn: flag('Whether push messages are welcome.'),
  company: text('Company.'),
  hashedEmail: text('For a private e-mail provider. Cut at 512 characters.'),
  hashedPhone: text('For a private SMS or WhatsApp provider. Cut at 512 characters.'),
  country: text('Country.'),
  city: text('City.'),
  region: text('Region.'),
  locality: text('Locality.'),
  postalCode: text('Postal code.'),
  tzName: text('IANA name of a time zone.'),
  tzOffset: Type.Optional(
    Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'Minutes from UTC.' }),
  ),
  attributes: Type.Optional(
    Type.Unsafe<Readonly<Record<string, unknown>> | null>({
      type: ['object', 'null'],
      description: 'Custom attributes: the first value of a name decides its type; null removes.',
    }),
  ),
})

export type User = Static<typeof UserModel>

export interface ReadUser {
  readonly identity: Identity
  readonly patch: ContactPatch
  /** Under the names that they have as attributes of a contact; their types are still to be looked at. */
  readonly custom: Readonly<Record<string, unknown>>
}

const genders: readonly string[] = ['male', 'female', 'other']
const longestName = 50
const hashed: readonly string[] = ['hashedEmail', 'hashedPhone']

/** Reads one user. Throws `identity-missing`; what else is wrong is added to `faults`, under `place`. */
export function readUser(user: User, place: string, faults: Fault[]): ReadUser {
  const identity = readIdentity(user, place, faults)
  const fault = (field: string, message: string) => void faults.push({ field: `${place}${field}`, message })
  const attributes = systemFields.flatMap(([field, attribute]) => {
    const given = user[field]
    return given === undefined ? [] : [[attribute, readSystemValue(field, given, fault)] as const]
  })
  const preferences = Object.entries(optIns).flatMap(([field, channel]) => {
    const given = user[field as keyof typeof optIns]
    return typeof given === 'boolean' ? [[channel, given] as const] : []
  })
  const patch = { attributes: Object.fromEntries(attributes), preferences: Object.fromEntries(preferences) }
  return { identity, patch, custom: readCustom(user.attributes ?? {}, fault) }
}

type TellFault = (field: string, message: string) => void

function readSystemValue(field: SystemField, given: string | number | null, fault: TellFault): unknown {
  if (typeof given !== 'string' || given === '') return given
  if (field === 'gender' && !genders.includes(given.toLowerCase()))
    fault(field, 'must be male, female or other')
  if (field === 'birthDate' && !readLooseInstant(given))
    fault(field, 'must be a date, such as 1990-02-03T00:00:00+0000')
  if (field === 'tzName' && !isTimeZone(given)) fault(field, 'must be the IANA name of a time zone')
  if (field === 'birthDate') return given.slice(0, 10)
  return field === 'gender' ? given.toLowerCase() : cutText(given, hashed.includes(field) ? 512 : 1000)
}

/** Names that begin with `we_` are the vendor's own: passed over. */
function readCustom(
  given: Readonly<Record<string, unknown>>,
  fault: TellFault,
): Readonly<Record<string, unknown>> {
  const own = Object.entries(given).filter(([name]) => !name.startsWith('we_'))
  for (const [name] of own)
    if (name === '' || name.length > longestName)
      fault(`attributes.${name.slice(0, longestName)}`, `must have a name of 1 to ${longestName} characters`)
  return Object.fromEntries(own.map(([name, value]) => [toAttributeName(name), value]))
}
