/**
 * The day on which a contact was born, `YYYY-MM-DD`. The vendor's pages also have `DD/MM/YYYY` and a date-time, whose
 * day is meant as it is written.
 */
import { isDate, isDateTime } from '../../kernel/instant.ts'

const daySlashMonth = /^(\d\d)\/(\d\d)\/(\d{4})$/

export function readBirthDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 60) return undefined
  const text = value.trim()
  const slashed = daySlashMonth.exec(text)
  const day = slashed ? `${slashed[3]}-${slashed[2]}-${slashed[1]}` : dayOf(text)
  return day !== undefined && isDate(day) && day >= '1850' ? day : undefined
}

function dayOf(text: string): string | undefined {
  if (isDate(text)) return text
  return isDateTime(text, 'offset-optional') ? text.slice(0, 10) : undefined
}

/** The whole years that someone has lived on a day. Who was born on 29 February has a birthday on 1 March, too. */
export function ageOn(today: Date, birthDay: string): number | undefined {
  const [year = 0, month = 0, day = 0] = birthDay.split('-').map(Number)
  const [nowMonth, nowDay] = [today.getUTCMonth() + 1, today.getUTCDate()]
  const isBefore = nowMonth < month || (nowMonth === month && nowDay < day)
  const age = today.getUTCFullYear() - year - (isBefore ? 1 : 0)
  return age >= 0 ? age : undefined
}
