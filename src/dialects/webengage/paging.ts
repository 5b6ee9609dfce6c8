/** Pages as the vendor has them: by their numbers, which it sends as text. The names of the totals are ours. */
import Type, { type Static, type TSchema } from 'typebox'
import type { Fault } from '../../kernel/domain-error.ts'

/** Numbers are as good. */
const Count = Type.Optional(Type.Unsafe<string | number | null>({ type: ['string', 'number', 'null'] }))

export const pageFields = { pageNo: Count, pageSize: Count }

type Given = Static<typeof Count> | undefined

interface NumberedPage {
  readonly pageNo: number
  readonly pageSize: number
  readonly offset: number
  readonly limit: number
}

const [usual, mostPerPage, mostPages] = [20, 100, 10_000]

/** Adds to `faults` what is no number of a page. */
export function readPage(
  given: { readonly pageNo?: Given; readonly pageSize?: Given },
  faults: Fault[],
): NumberedPage {
  const pageNo = readCount('pageNo', given.pageNo, 1, mostPages, faults)
  const pageSize = readCount('pageSize', given.pageSize, usual, mostPerPage, faults)
  return { pageNo, pageSize, offset: (pageNo - 1) * pageSize, limit: pageSize }
}

function readCount(field: string, given: Given, otherwise: number, most: number, faults: Fault[]): number {
  if (given === undefined || given === null || given === '') return otherwise
  const number = /^\d{1,9}$/.test(String(given)) ? Number(given) : 0
  if (number < 1 || number > most) faults.push({ field, message: `must be a whole number from 1 to ${most}` })
  return number
}

export const PageModel = <T extends TSchema>(content: T) =>
  Type.Object({
    pageNo: Type.Integer(),
    pageSize: Type.Integer(),
    totalPages: Type.Integer(),
    totalCount: Type.Integer(),
    contents: Type.Array(content),
  })

export const toWirePage = <T>({ pageNo, pageSize }: NumberedPage, total: number, contents: readonly T[]) => ({
  pageNo,
  pageSize,
  totalPages: Math.ceil(total / pageSize),
  totalCount: total,
  contents: [...contents],
})
