/**
 * Whether `value` is a whole multiple of `divisor`, both taken as the decimals that JSON writes: 0.0075 is 75 times
 * 0.0001, which binary division denies, and no quotient is too large to tell.
 */
export function isMultipleOf(value: number, divisor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(divisor)) return value % divisor === 0
  if (!Number.isFinite(value)) return false
  const [top, topExponent] = decimal(value)
  const [bottom, bottomExponent] = decimal(divisor)
  const shift = topExponent - bottomExponent
  if (shift >= 0) return (top * 10n ** BigInt(shift)) % bottom === 0n
  return top % (bottom * 10n ** BigInt(-shift)) === 0n
}

/** The number as digits and a power of ten: 1.25e-7 is [125n, -9]. */
function decimal(number: number): [digits: bigint, exponent: number] {
  const [mantissa, exponent = '0'] = String(number).split('e')
  const [whole, fraction = ''] = mantissa!.split('.')
  return [BigInt(whole! + fraction), Number(exponent) - fraction.length]
}
