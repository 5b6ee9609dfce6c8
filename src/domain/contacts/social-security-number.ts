/**
 * The numbers by which Sweden and Finland know people. Swedish: `YYYYMMDDNNNC` or `YYMMDD-NNNC` (Skatteverket, SKV 704);
 * a coordination number has 60 added to the day. Finnish: `DDMMYYcNNNX` (Digital and Population Data Services Agency).
 */
const swedishForm = /^((?:18|19|20)?\d\d)(\d\d)(\d\d)([-+]?)(\d{3})(\d)$/
const finnishForm = /^(\d\d)(\d\d)(\d\d)([-+A-FU-Y])(\d{3})([0-9A-Y])$/
const finnishCheckSigns = '0123456789ABCDEFHJKLMNPRSTUVWXY'
/** The signs after the hyphen and the A were added in 2023, when the numbers of some days had run out. */
const finnishCenturies = new Map<string, number>([
  ['+', 1800],
  ...[...'-YXWVU'].map(sign => [sign, 1900] as const),
  ...[...'ABCDEF'].map(sign => [sign, 2000] as const),
])
const longestInput = 30

/**
 * A Swedish number as 12 digits or a Finnish one in capitals; undefined when it is neither. A few texts could be both
 * and are read as Swedish. `now` tells the century of a Swedish number that has only two digits of the year.
 */
export function normaliseSocialSecurityNumber(text: string, now: Date): string | undefined {
  if (text.length > longestInput) return undefined
  const number = text.trim().toUpperCase()
  return readSwedish(number, now) ?? readFinnish(number)
}

/** The day of birth in a number in its normal form, `YYYY-MM-DD`. */
export function birthDayOfNumber(number: string): string | undefined {
  const swedish = /^(\d{4})(\d\d)(\d\d)\d{4}$/.exec(number)
  if (swedish) {
    const [, year, month, dayOrMore] = swedish
    const day = Number(dayOrMore) > 60 ? Number(dayOrMore) - 60 : Number(dayOrMore)
    return `${year}-${month}-${String(day).padStart(2, '0')}`
  }
  const [, day, month, year, sign = ''] = finnishForm.exec(number) ?? []
  const century = finnishCenturies.get(sign)
  return century === undefined ? undefined : `${century + Number(year)}-${month}-${day}`
}

function readSwedish(text: string, now: Date): string | undefined {
  const parts = swedishForm.exec(text)
  if (!parts) return undefined
  const [, writtenYear = '', month = '', dayOrMore = '', separator = '', serial = '', check = ''] = parts
  const shortNumber = `${writtenYear.slice(-2)}${month}${dayOrMore}${serial}${check}`
  if (!hasLuhnDigit(shortNumber)) return undefined

  const day = Number(dayOrMore) > 60 ? Number(dayOrMore) - 60 : Number(dayOrMore)
  const year =
    writtenYear.length === 4
      ? Number(writtenYear)
      : yearOf(Number(writtenYear), Number(month), day, separator === '+', now)
  return isDay(year, Number(month), day) ? `${year}${shortNumber.slice(2)}` : undefined
}

/** The latest year in which the day is not after today; with a plus sign, a hundred years before that. */
function yearOf(shortYear: number, month: number, day: number, isOverHundred: boolean, now: Date): number {
  const century = Math.floor(now.getUTCFullYear() / 100) * 100
  const isAhead = Date.UTC(century + shortYear, month - 1, day) > now.getTime()
  return century + shortYear - (isAhead ? 100 : 0) - (isOverHundred ? 100 : 0)
}

/** Every other digit counts double, the digits of the products are added, and the sum must end in 0. */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0
  for (let index = 0; index < digits.length; index++) {
    const product = Number(digits[index]) * (index % 2 === 0 ? 2 : 1)
    sum += product > 9 ? product - 9 : product
  }
  return sum % 10 === 0
}

function readFinnish(text: string): string | undefined {
  const parts = finnishForm.exec(text)
  if (!parts) return undefined
  const [, day = '', month = '', year = '', sign = '', serial = '', check = ''] = parts
  const century = finnishCenturies.get(sign)
  if (century === undefined || Number(serial) < 2) return undefined
  if (!isDay(century + Number(year), Number(month), Number(day))) return undefined
  return finnishCheckSigns[Number(`${day}${month}${year}${serial}`) % 31] === check ? text : undefined
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
