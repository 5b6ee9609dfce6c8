/** A length of time as an operator writes it: `30d`, `90m`, `2h30m`, or as ISO 8601 has it: `PT2H`, `P1M`, `P1Y2M10DT2H`. */
export interface Duration {
  readonly months: number
  readonly ms: number
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000] as const
const plainForm =
  /^(?:(\d{1,6})w)?(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?(?:(\d{1,12})ms)?$/
const isoForm =
  /^P(?=.)(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/

/** Undefined when the text is none. */
export function readDuration(text: string): Duration | undefined {
  const plain = text === '' ? null : plainForm.exec(text)
  if (plain) {
    const [weeks, days, hours, minutes, seconds, ms] = plain.slice(1).map(part => Number(part ?? 0))
    return { months: 0, ms: toMs(weeks!, days!, hours!, minutes!, seconds!) + ms! }
  }
  const iso = isoForm.exec(text.toUpperCase())
  if (!iso) return undefined
  const [years, months, weeks, days, hours, minutes, seconds] = iso.slice(1).map(part => Number(part ?? 0))
  return { months: years! * 12 + months!, ms: toMs(weeks!, days!, hours!, minutes!, seconds!) }
}

function toMs(weeks: number, days: number, hours: number, minutes: number, seconds: number): number {
  return (weeks * 7 + days) * day + hours * hour + minutes * minute + seconds * second
}

/** Months first, in UTC; from the 31st one comes to the last day of a shorter month. The result may be no valid date. */
export function addDuration(at: Date, { months, ms }: Duration): Date {
  const moved = new Date(at)
  if (months > 0) {
    moved.setUTCDate(1)
    moved.setUTCMonth(moved.getUTCMonth() + months)
    const lastDay = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
    moved.setUTCDate(Math.min(at.getUTCDate(), lastDay))
  }
  return new Date(moved.getTime() + ms)
}
