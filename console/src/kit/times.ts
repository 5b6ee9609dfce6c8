/** Times as words, in the zone and the language of the browser. */
const exact = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
})
const thisYear = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
})
const otherYear = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' })
const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  year: 'numeric',
  month: 'long',
  day: 'numeric',
})
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' })

export const exactly = (at: Date) => `${exact.format(at)} (${at.toISOString()})`

export const dayOf = (at: Date) => day.format(at)

/** Without the year where it is the present one; without the time where it is not. */
export function shortly(at: Date, now: Date): string {
  return (at.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(at)
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
]

/** In seconds: what just happened by the server's clock is not yet to come by ours. */
const clockSlack = 5

/** In words up to a week from now, else the date. */
export function since(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const distance = Math.abs(seconds)
  if (distance < 45) return seconds > clockSlack ? 'in a moment' : 'just now'
  if (distance >= 7 * 86_400) return shortly(at, now)
  const [unit, size] = steps.findLast(([, length]) => distance >= length * 0.75) ?? steps[0]!
  return relative.format(Math.round(seconds / size), unit)
}

/** `1 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}\u00a0ms`
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ] as const
  const first = units.findIndex(([, size]) => ms >= size)
  const parts = units.slice(first, first + 2).map(([unit, size], index) => {
    const rest = index === 0 ? ms : ms % units[first]![1]
    return [Math.floor(rest / size), unit] as const
  })
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}\u00a0${unit}`)
    .join(' ')
}
