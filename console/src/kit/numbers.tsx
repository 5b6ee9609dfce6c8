import { Tooltip } from '@mantine/core'

const whole = new Intl.NumberFormat()
const short = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 })
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** 12,345; from a million on 1.2M with all digits on hover. */
export function Count({ of }: { readonly of: number | null | undefined }) {
  if (of === null || of === undefined) return <>–</>
  if (of < 1_000_000) return <>{whole.format(of)}</>
  return (
    <Tooltip label={whole.format(of)}>
      <span>{short.format(of)}</span>
    </Tooltip>
  )
}

export const count = (number: number) => whole.format(number)

/** A part of a whole; of nothing it is a dash. */
export const share = (part: number, of: number) => (of === 0 ? '–' : percent.format(part / of))

/** `plural(3, 'contact')`: 3 contacts. */
export const plural = (number: number, noun: string, nouns = `${noun}s`) =>
  `${whole.format(number)} ${number === 1 ? noun : nouns}`

interface MoneyProps {
  /** A decimal, to the digit. */
  readonly amount: string | number | null | undefined
  readonly currency?: string | null | undefined
}

/** An amount as the server has it, never rounded. */
export function Money({ amount, currency }: MoneyProps) {
  if (amount === null || amount === undefined || amount === '') return <>–</>
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
      {money(amount, currency)}
    </span>
  )
}

export function money(amount: string | number, currency?: string | null): string {
  const digits = String(amount).split('.')[1]?.length ?? 0
  const fraction = {
    minimumFractionDigits: Math.min(digits, 20),
    maximumFractionDigits: Math.min(digits, 20),
  }
  const isCurrency = /^[A-Z]{3}$/.test(currency ?? '')
  const style = isCurrency ? ({ style: 'currency', currency: currency! } as const) : {}
  // Given as a text it is formatted to the digit.
  return new Intl.NumberFormat(undefined, { ...style, ...fraction }).format(
    String(amount) as Intl.StringNumericLiteral,
  )
}
