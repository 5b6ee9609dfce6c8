import { ageOn } from './birth-day.ts'
import { birthDayOfNumber } from './social-security-number.ts'

/** What is worked out so and stored nowhere, with the attribute to ask for instead. */
export const workedOut: ReadonlyMap<string, string> = new Map([['age', 'birthDay']])

/**
 * What follows from a contact's attributes at a time: its age, from the birthday or else from the social security
 * number. It is worked out when the contact is read, so that it is never that of yesterday.
 */
export function computedAttributes(
  { birthDay, socialSecurityNumber }: Readonly<Record<string, unknown>>,
  now: Date,
): { age?: number } {
  const born = asText(birthDay) ?? birthDayOfNumber(asText(socialSecurityNumber) ?? '')
  const age = born === undefined ? undefined : ageOn(now, born)
  return age === undefined ? {} : { age }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
