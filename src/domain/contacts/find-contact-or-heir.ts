import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import { selectContactOrHeir } from './merge.sql.ts'

/** The id of a contact, or of the one into which it was merged; undefined when neither is there. */
export const findContactOrHeir = async (db: Db, tenantId: string, id: string): Promise<string | undefined> =>
  isUuid(id) ? selectContactOrHeir(db, tenantId, id) : undefined
