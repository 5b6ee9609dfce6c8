/** Durations of ISO 8601 as people say them: P2D is 2 days. */
export interface Amount {
  readonly amount: number
  readonly unit: string
}

const letters = [
  ['years', 'Y', false],
  ['months', 'M', false],
  ['weeks', 'W', false],
  ['days', 'D', false],
  ['hours', 'H', true],
  ['minutes', 'M', true],
  ['seconds', 'S', true],
] as const
const form = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

export const durationUnits = ['minutes', 'hours', 'days', 'weeks', 'months']

function partsOf(text: string): { parts: Amount[]; isBefore: boolean } | undefined {
  const found = form.exec(text)
  if (!found) return undefined
  const parts = letters.flatMap(([unit], n) => {
    const amount = found[n + 2]
    return amount === undefined ? [] : [{ amount: Number(amount), unit }]
  })
  return { parts, isBefore: found[1] === '-' }
}

/** A duration of one unit; undefined for what has several or is none. */
export function readDuration(text: string): (Amount & { readonly isBefore: boolean }) | undefined {
  const { parts, isBefore } = partsOf(text) ?? { parts: [], isBefore: false }
  const [only] = parts
  return only && parts.length === 1 && durationUnits.includes(only.unit) ? { ...only, isBefore } : undefined
}

export function writeDuration({ amount, unit }: Amount, isBefore = false): string {
  const [, letter, isTime] = letters.find(([name]) => name === unit) ?? letters[3]
  return `${isBefore ? '-' : ''}P${isTime ? 'T' : ''}${Math.max(0, Math.round(amount))}${letter}`
}

/** `2 days`, `1 day 2 hours`; what cannot be read stays as it is. */
export function durationInWords(value: unknown): string {
  const { parts } = partsOf(String(value ?? '')) ?? { parts: [] }
  if (parts.length === 0) return String(value ?? '…')
  return parts.map(({ amount, unit }) => `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`).join(' ')
}
