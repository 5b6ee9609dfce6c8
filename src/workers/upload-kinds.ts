import { itemRows, recommendedRows } from '../dialects/webengage/uploads/catalogue-rows.ts'
import { eventRows } from '../dialects/webengage/uploads/event-rows.ts'
import { userRows } from '../dialects/webengage/uploads/user-rows.ts'
import type { UploadKind } from '../domain/uploads/upload-kind.ts'

/** What the rows of uploads can be. */
export const uploadKinds: readonly UploadKind[] = [userRows, eventRows, itemRows, recommendedRows]
