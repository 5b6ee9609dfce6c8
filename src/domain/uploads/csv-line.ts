/** A line of CSV as RFC 4180 has it. */
export const stringify = (cells: readonly string[]) => `${cells.map(quote).join(',')}\r\n`

const quote = (cell: string) => (/["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
