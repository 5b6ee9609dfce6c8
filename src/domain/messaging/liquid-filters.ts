/** Filters that templates written for WebEngage use. */
import { readLooseInstant } from '../../kernel/loose-instant.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const two = (number: number) => String(number).padStart(2, '0')

const parts: Readonly<Record<string, (at: Date) => string>> = {
  YYYY: at => String(at.getUTCFullYear()).padStart(4, '0'),
  YY: at => two(at.getUTCFullYear() % 100),
  MMMM: at => months[at.getUTCMonth()]!,
  MMM: at => months[at.getUTCMonth()]!.slice(0, 3),
  MM: at => two(at.getUTCMonth() + 1),
  M: at => String(at.getUTCMonth() + 1),
  DD: at => two(at.getUTCDate()),
  D: at => String(at.getUTCDate()),
  dddd: at => days[at.getUTCDay()]!,
  ddd: at => days[at.getUTCDay()]!.slice(0, 3),
  HH: at => two(at.getUTCHours()),
  H: at => String(at.getUTCHours()),
  hh: at => two(at.getUTCHours() % 12 || 12),
  h: at => String(at.getUTCHours() % 12 || 12),
  mm: at => two(at.getUTCMinutes()),
  m: at => String(at.getUTCMinutes()),
  ss: at => two(at.getUTCSeconds()),
  s: at => String(at.getUTCSeconds()),
  A: at => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  a: at => (at.getUTCHours() < 12 ? 'am' : 'pm'),
  Z: () => '+00:00',
}
const tokens = /\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd|HH|H|hh|h|mm|m|ss|s|A|a|Z/g

/** A time in UTC by a format such as `DD MMM YYYY`; what is no time stays what it is. */
function formatDate(value: unknown, format: unknown = 'YYYY-MM-DD'): unknown {
  const at = typeof value === 'string' ? readLooseInstant(value) : undefined
  if (!at || typeof format !== 'string') return value
  return format
    .slice(0, 200)
    .replace(tokens, (token, quoted: string | undefined) => quoted ?? parts[token]!(at))
}

export const ownFilters: Readonly<Record<string, (value: unknown, argument?: unknown) => unknown>> = {
  we_date: formatDate,
  urlencode: value => encodeURIComponent(String(value ?? '').toWellFormed()),
}
