import type { JobRow } from '../../src/domain/contacts/contact-job.ts'

type SampleRow = NonNullable<JobRow>

/** Contacts as a shop has them: two keys, seven attributes more, two preferences and a consent. */
export function sampleContacts(count: number): SampleRow[] {
  return Array.from({ length: count }, (_, number) => ({
    attributes: {
      email: `person.${number}@example.com`,
      mobilePhone: `+4670${String(1_000_000 + number)}`,
      firstName: `First ${number}`,
      lastName: `Last ${number % 977}`,
      street: `Long Street ${number % 211}`,
      zipCode: String(10_000 + (number % 89_999)),
      city: 'Göteborg',
      countryCode: 'SE',
      birthDay: `${1950 + (number % 55)}-${twoDigits(1 + (number % 12))}-${twoDigits(1 + (number % 28))}`,
    },
    preferences: { email: number % 3 > 0, sms: number % 2 > 0 },
    consents: [{ id: 'memberTerms', value: true, date: '2025-01-01T00:00:00Z', source: 'bench' }],
  }))
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
