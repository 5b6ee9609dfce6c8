/** Cells of CSV as values: a cell is text, and what it means follows from the type that its column has. */
import { isLooseDateTime, readLooseInstant } from '../../kernel/loose-instant.ts'
import type { ValueType } from '../../kernel/value-type.ts'

const number = /^[+-]?(\d{1,15}(\.\d{1,15})?|\.\d{1,15})$/
const truth = /^(true|false)$/i

/** What a cell looks like when it is the first of its column. */
export function guessType(cell: string): ValueType {
  if (truth.test(cell)) return 'boolean'
  if (number.test(cell)) return 'number'
  return isDate(cell) ? 'date' : 'string'
}

/** The value of a cell, or undefined when it is none of the type: lists and objects have no form in a cell. */
export function cellValue(cell: string, type: ValueType): unknown {
  if (type === 'string') return cell
  if (type === 'boolean') return truth.test(cell) ? cell.toLowerCase() === 'true' : undefined
  if (type === 'number') return number.test(cell) ? Number(cell) : undefined
  if (type === 'date') return isDate(cell) ? readLooseInstant(toInstant(cell))?.toISOString() : undefined
  return undefined
}

/** With a space between day and time, too, as spreadsheets write it. */
export const toInstant = (cell: string) => cell.replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T')

const isDate = (cell: string) =>
  isLooseDateTime(toInstant(cell)) && readLooseInstant(toInstant(cell)) !== undefined

/** Gives cells their values under the names of their columns; blank ones are left out. Names get their type from the first. */
export function typedCells(
  types: Map<string, ValueType>,
  cells: Iterable<readonly [name: string, typeName: string, cell: string]>,
  fault: (name: string, message: string) => void,
): [string, unknown][] {
  const values: [string, unknown][] = []
  for (const [name, typeName, cell] of cells) {
    if (cell === '') continue
    const type = types.get(typeName) ?? guessType(cell)
    const value = cellValue(cell, type)
    if (value === undefined) {
      fault(
        name,
        type === 'array' || type === 'object'
          ? `is a list or an object, which no cell can be`
          : `must be a ${type}`,
      )
      continue
    }
    types.set(typeName, type)
    values.push([name, value])
  }
  return values
}
