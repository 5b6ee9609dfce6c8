import { type DateTimeRule, isDate, isDateTime, isTime } from '../../../kernel/instant.ts'
import { isDuration } from './duration.ts'
import { isEmail } from './email.ts'
import { isHostname } from './hostname.ts'
import { isIpv4, isIpv6 } from './ip.ts'
import { isUri } from './uri.ts'
import { isUuid } from './uuid.ts'

/**
 * The formats of JSON Schema draft 2020-12 (validation, section 7.3) that an interaction schema may ask for, each with
 * the words for what it wants. Every checker runs in time linear in its text.
 */
export const formats = {
  'date-time': 'a date-time with an offset, such as 2018-11-13T20:20:39+00:00',
  date: 'a date, such as 2018-11-13',
  time: 'a time with an offset, such as 20:20:39+00:00',
  duration: 'an ISO 8601 duration, such as P3DT12H',
  email: 'an e-mail address',
  hostname: 'a host name',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  uri: 'an absolute URI, such as https://example.com/page',
  uuid: 'a UUID',
} as const

export type FormatName = keyof typeof formats
export type FormatCheck = (text: string) => boolean

/** What a text must be, to finish the sentence "must be …". */
export function formatWords(name: FormatName, rule: DateTimeRule): string {
  return name === 'date-time' && rule === 'offset-optional'
    ? 'a date-time, such as 2018-11-13T20:20:39'
    : formats[name]
}

export function isFormatName(name: unknown): name is FormatName {
  return typeof name === 'string' && Object.hasOwn(formats, name)
}

export function formatChecks(rule: DateTimeRule): Record<FormatName, FormatCheck> {
  return {
    'date-time': text => isDateTime(text, rule),
    date: isDate,
    time: isTime,
    duration: isDuration,
    email: isEmail,
    hostname: isHostname,
    ipv4: isIpv4,
    ipv6: isIpv6,
    uri: isUri,
    uuid: isUuid,
  }
}
