const numberForm = /^-?\d{1,300}(\.\d{1,300})?$/

/** A number, also when it came as text; nothing of what is none. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && numberForm.test(value) ? Number(value) : undefined
}
