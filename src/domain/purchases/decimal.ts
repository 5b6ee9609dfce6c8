/**
 * Amounts and quantities as decimal text in one form: no exponent, no zeros that mean nothing, no floating point
 * anywhere. At most 15 digits before the point and 10 after it.
 */
export type Decimal = string

const mostDigits = 15
const mostPlaces = 10
const written = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/** Reads a number as JSON writes it; undefined when it is none, or has too many digits. */
export function readDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = written.exec(text) ?? []
  if (whole === '') return undefined
  const shift = Number(exponent)
  if (Math.abs(shift) > 60) return undefined
  const digits = `${'0'.repeat(Math.max(0, -shift))}${whole}${fraction}${'0'.repeat(Math.max(0, shift))}`
  const point = digits.length - fraction.length - Math.max(0, shift) + shift
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'
  const places = digits.slice(point).replace(/0+$/, '')
  if (integer.length > mostDigits || places.length > mostPlaces) return undefined
  const magnitude = places === '' ? integer : `${integer}.${places}`
  return magnitude === '0' ? '0' : `${sign}${magnitude}`
}

/** The same number without zeros at the end: the database keeps those that it was given. */
export function withoutZeros(numeric: string): Decimal {
  return numeric.includes('.') ? numeric.replace(/\.?0+$/, '') : numeric
}

export function sum(amounts: readonly Decimal[]): Decimal {
  return fromUnits(amounts.reduce((total, amount) => total + toUnits(amount), 0n))
}

export const negate = (amount: Decimal): Decimal => fromUnits(-toUnits(amount))

export const minus = (amount: Decimal, other: Decimal): Decimal => fromUnits(toUnits(amount) - toUnits(other))

export const magnitude = (amount: Decimal): Decimal => (amount.startsWith('-') ? amount.slice(1) : amount)

function toUnits(amount: Decimal): bigint {
  const [whole = '0', places = ''] = magnitude(amount).split('.')
  const units = BigInt(whole + places.padEnd(mostPlaces, '0'))
  return amount.startsWith('-') ? -units : units
}

function fromUnits(units: bigint): Decimal {
  const digits = String(units < 0n ? -units : units).padStart(mostPlaces + 1, '0')
  const places = digits.slice(-mostPlaces).replace(/0+$/, '')
  const text = places === '' ? digits.slice(0, -mostPlaces) : `${digits.slice(0, -mostPlaces)}.${places}`
  return units < 0n ? `-${text}` : text
}
