import type { Command } from './command.ts'
import { doctor } from './doctor.ts'
import { keyCreate } from './key-create.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'
import { keyRotate } from './key-rotate.ts'
import { migrateCommand } from './migrate.ts'
import { tenantCreate } from './tenant-create.ts'
import { tenantList } from './tenant-list.ts'
import { tenantSet } from './tenant-set.ts'

/** All commands but `start`, which is not over when it has answered. */
export const commands: readonly Command[] = [
  migrateCommand,
  tenantCreate,
  tenantList,
  tenantSet,
  keyCreate,
  keyList,
  keyRevoke,
  keyRotate,
  doctor,
]
