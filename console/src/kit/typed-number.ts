import { useState } from 'react'

/** For a field of a number that may be missing: what is being typed (`52.`, `4.0`, `-`) stays as it is typed. */
export function useTypedNumber(value: unknown, onChange: (value: number | undefined) => void) {
  const number = typeof value === 'number' ? value : undefined
  const [typed, setTyped] = useState<number | string>(number ?? '')
  return {
    value: readNumber(typed) === number ? typed : (number ?? ''),
    onChange(next: number | string) {
      setTyped(next)
      onChange(readNumber(next))
    },
  }
}

function readNumber(typed: number | string): number | undefined {
  if (typeof typed === 'number') return typed
  const number = Number.parseFloat(typed)
  return Number.isFinite(number) ? number : undefined
}
