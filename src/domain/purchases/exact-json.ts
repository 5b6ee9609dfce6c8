/** JSON whose numbers stay as they were written: a number of JavaScript could be another one. */

/** ECMAScript's own way to write a number to the digit; TypeScript does not know it yet. */
const { rawJSON } = JSON as typeof JSON & { rawJSON(text: string): unknown }

/** A number as it was written. */
export class WrittenNumber {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/** The text must be JSON that nests within reason: see `storageFaults`. */
export function parseExactly(json: string): unknown {
  return withNumbers(json, source => new WrittenNumber(source))
}

/** The same as a value that `JSON.stringify` writes with the numbers as they were. */
export function rewritable(json: string): unknown {
  return withNumbers(json, rawJSON)
}

/** A number that `JSON.stringify` writes as it is given. */
export const rawNumber = (decimal: string): unknown => rawJSON(decimal)

function withNumbers(json: string, toNumber: (source: string) => unknown): unknown {
  return JSON.parse(json, (_name, value, context?: { source?: string }) =>
    typeof value === 'number' ? toNumber(context!.source!) : value,
  )
}
