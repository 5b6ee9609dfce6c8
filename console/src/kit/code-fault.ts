/** What is wrong at a place of the code. */
export interface CodeFault {
  /** From 1 on; what has no place of its own stands at the first line. */
  readonly line?: number
  /** From 1 on. */
  readonly column?: number
  readonly message: string
}
