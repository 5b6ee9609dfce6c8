/**
 * Points in time as RFC 3339 section 5.6 writes them: `date`, `time`, `date-time`.
 *
 * Real systems send "2011-11-03T20:00:11" and mean UTC. A tenant may choose to let that through; the rule touches
 * `date-time` only, `date` and `time` stay as the RFC says.
 */
export type DateTimeRule = 'offset-required' | 'offset-optional'

const FULL_DATE = '(\\d{4})-(\\d\\d)-(\\d\\d)'
const PARTIAL_TIME = '(\\d\\d):(\\d\\d):(\\d\\d)(\\.\\d+)?'
const OFFSET = '([Zz]|([+-])(\\d\\d):(\\d\\d))'
const DATE = new RegExp(`^${FULL_DATE}$`)
const TIME = new RegExp(`^${PARTIAL_TIME}${OFFSET}$`)
const DATE_TIME = new RegExp(`^${FULL_DATE}[Tt]${PARTIAL_TIME}${OFFSET}?$`)
const MINUTES_OF_DAY = 24 * 60
/** The first and the last millisecond that both `timestamptz` and an ISO string with a four-digit year can hold. */
const EARLIEST = Date.parse('0001-01-01T00:00:00.000Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

export function isDate(text: string): boolean {
  const parts = DATE.exec(text)
  return parts !== null && isDay(parts)
}

/** An offset is always required. Second 60 only where a leap second can be: at 23:59 UTC. */
export function isTime(text: string): boolean {
  const parts = TIME.exec(text)
  return parts !== null && isTimeOfDay(parts, 1)
}

export function isDateTime(text: string, rule: DateTimeRule): boolean {
  return partsOfDateTime(text, rule) !== undefined
}

function partsOfDateTime(text: string, rule: DateTimeRule): RegExpExecArray | undefined {
  const parts = DATE_TIME.exec(text)
  if (!parts || (parts[8] === undefined && rule === 'offset-required')) return undefined
  return isDay(parts) && isTimeOfDay(parts, 4) ? parts : undefined
}

/**
 * The instant that a date-time names, cut to milliseconds; undefined when it is none, or lies outside the years
 * 0001 to 9999 UTC. A leap second is read as the second after it.
 */
export function readInstant(text: string, rule: DateTimeRule): Date | undefined {
  const parts = partsOfDateTime(text, rule)
  if (!parts) return undefined
  const at = isAsWritten(text, parts) ? Date.parse(text) : instantOf(parts)
  return at >= EARLIEST && at <= LATEST ? new Date(at) : undefined
}

/** As nearly every client writes it, and JavaScript itself: there is nothing to put together. */
const isAsWritten = (text: string, parts: RegExpExecArray) =>
  text.length === 24 && parts[8] === 'Z' && parts[6] !== '60' && text.charAt(10) === 'T'

function instantOf([, year, month, day, hour, minute, second, fraction = '', offset = 'Z']: RegExpExecArray) {
  const leaps = second === '60'
  const time = `${hour}:${minute}:${leaps ? '59' : second}.${fraction.slice(1, 4).padEnd(3, '0')}`
  return Date.parse(`${year}-${month}-${day}T${time}${offset.toUpperCase()}`) + (leaps ? 1000 : 0)
}

const dayMs = 86_400_000
let lastDay = Number.NaN
let lastDayText = ''

/** The same text as `toISOString`, in an eighth of the time: days are remembered. */
export function writeInstant(at: Date): string {
  const ms = at.getTime()
  const day = Math.floor(ms / dayMs)
  if (day !== lastDay) {
    lastDayText = at.toISOString().slice(0, -13)
    lastDay = day
  }
  const rest = ms - day * dayMs
  const time = `${twoDigits(rest / 3_600_000)}:${twoDigits((rest / 60_000) % 60)}:${twoDigits((rest / 1000) % 60)}`
  return `${lastDayText}${time}.${threeDigits(rest % 1000)}Z`
}

const twoDigits = (value: number) => pairs[Math.trunc(value)]!
const pairs = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const threeDigits = (value: number) => triples[value]!
const triples = Array.from({ length: 1000 }, (_, value) => String(value).padStart(3, '0'))

function isDay(parts: RegExpExecArray): boolean {
  const day = Number(parts[3])
  return day > 0 && day <= daysInMonth(Number(parts[1]), Number(parts[2]))
}

/** Hour, minute, second, fraction, offset and its sign, hour and minute stand in `parts` from `at` on. */
function isTimeOfDay(parts: RegExpExecArray, at: number): boolean {
  const hour = Number(parts[at])
  const minute = Number(parts[at + 1])
  const second = Number(parts[at + 2])
  const offsetHour = Number(parts[at + 6] ?? 0)
  const offsetMinute = Number(parts[at + 7] ?? 0)
  if (hour > 23 || minute > 59 || offsetHour > 23 || offsetMinute > 59) return false
  if (second < 60) return true
  const offset = (offsetHour * 60 + offsetMinute) * (parts[at + 5] === '-' ? -1 : 1)
  const minuteInUtc = (hour * 60 + minute - offset + MINUTES_OF_DAY) % MINUTES_OF_DAY
  return second === 60 && minuteInUtc === MINUTES_OF_DAY - 1
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  if (month === 4 || month === 6 || month === 9 || month === 11) return 30
  return month >= 1 && month <= 12 ? 31 : 0
}
