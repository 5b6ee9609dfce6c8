/** Invented people: names that are common in the Nordics, addresses under example.com. */
const firstNames = [
  'Ada',
  'Björn',
  'Cecilia',
  'Dag',
  'Elin',
  'Filip',
  'Greta',
  'Hugo',
  'Ingrid',
  'Jonas',
  'Karin',
  'Lukas',
]
const lastNames = ['Åberg', 'Berg', 'Carlsson', 'Dahl', 'Ek', 'Forsberg', 'Gran', 'Holm', 'Isaksson']
const cities = ['Stockholm', 'Göteborg', 'Malmö', 'Uppsala', 'Oslo', 'Helsinki']
const countries = ['SE', 'SE', 'SE', 'SE', 'NO', 'FI']

export interface Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly mobilePhone: string
  readonly city: string
  readonly countryCode: string
  readonly birthDay: string
  readonly language: string
}

/** Always the same person for the same number. */
export function person(number: number): Person {
  const firstName = firstNames[number % firstNames.length]!
  const lastName = lastNames[(number * 5 + Math.floor(number / firstNames.length)) % lastNames.length]!
  const place = number % cities.length
  return {
    firstName,
    lastName,
    email: `${plain(firstName)}.${plain(lastName)}.${number}@example.com`,
    // In the range that the Swedish regulator keeps free for fiction.
    mobilePhone: `+4670174${String(600 + number).padStart(4, '0')}`,
    city: cities[place]!,
    countryCode: countries[place]!,
    birthDay: `${1955 + ((number * 7) % 50)}-${twoDigits(1 + (number % 12))}-${twoDigits(1 + ((number * 11) % 28))}`,
    language: ['sv-SE', 'sv-SE', 'sv-SE', 'sv-SE', 'nb-NO', 'fi-FI'][place]!,
  }
}

function plain(name: string): string {
  return name.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
