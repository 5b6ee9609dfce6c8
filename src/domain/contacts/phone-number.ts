// The default metadata (of the size `min`) knows how long a country's numbers may be, which is what is asked here. The
// exact patterns of `/max` would refuse numbers of ranges that were opened after the release we run.
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

const longestInput = 50

/**
 * A phone number in E.164, `+46701234567`. It must have its calling code, unless a country (ISO 3166, two letters) says
 * which one is meant. Undefined when no number of that country can be that long.
 */
export function normalisePhone(text: string, countryCode?: unknown): string | undefined {
  if (text.length > longestInput) return undefined
  const defaultCountry = toCountry(countryCode)
  const number = parsePhoneNumberFromString(text.trim(), {
    extract: false,
    ...(defaultCountry && { defaultCountry }),
  })
  if (!number || number.ext !== undefined || !number.isPossible()) return undefined
  return number.number
}

function toCountry(code: unknown) {
  const country = typeof code === 'string' && code.length === 2 ? code.toUpperCase() : ''
  return isSupportedCountry(country) ? country : undefined
}
