import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'

export type Cells = readonly string[]

/** What the rows of an upload are, and what is done with them. A dialect that takes uploads has one for each sort. */
export interface UploadKind {
  readonly name: string
  /**
   * Looks at the header and the first row, before anything is done: what is wrong with them, if anything. `subject` is
   * what the rows are of.
   */
  check(
    db: Db,
    tenant: Tenant,
    subject: string,
    header: Cells,
    first: Cells | undefined,
    at: Date,
  ): Promise<string | undefined>
  /**
   * Carries rows out, in their order. Answers for each why it was refused, or undefined. What it throws puts off the
   * whole stretch.
   */
  carryOut(
    tx: Tx,
    tenant: Tenant,
    subject: string,
    header: Cells,
    rows: readonly Cells[],
    at: Date,
  ): Promise<(string | undefined)[]>
}
