import { clockAdvance, clockFreeze, clockResume, clockSet, clockShow } from './clock-moves.ts'
import type { Command } from './command.ts'
import { consentDefine } from './consent-define.ts'
import { contactTypeDefine } from './contact-type-define.ts'
import { doctor } from './doctor.ts'
import { faultAdd } from './fault-add.ts'
import { faultList } from './fault-list.ts'
import { faultClear, faultRemove } from './fault-remove.ts'
import { keyCreate } from './key-create.ts'
import { keyList } from './key-list.ts'
import { keyRevoke } from './key-revoke.ts'
import { keyRotate } from './key-rotate.ts'
import { migrateCommand } from './migrate.ts'
import { personCreate } from './person-create.ts'
import { personList } from './person-list.ts'
import { personPassword } from './person-password.ts'
import { personRemove } from './person-remove.ts'
import { personRole } from './person-role.ts'
import { serviceAccountCreate } from './service-account-create.ts'
import { serviceAccountList } from './service-account-list.ts'
import { serviceAccountRemove } from './service-account-remove.ts'
import { tenantCreate } from './tenant-create.ts'
import { tenantList } from './tenant-list.ts'
import { tenantReset } from './tenant-reset.ts'
import { tenantSet } from './tenant-set.ts'
import { tenantSnapshot, tenantSnapshots } from './tenant-snapshot.ts'
import { triggerCreate } from './trigger-create.ts'
import { triggerList } from './trigger-list.ts'
import { webhookCreate } from './webhook-create.ts'
import { webhookDeliveries } from './webhook-deliveries.ts'
import { webhookDisable } from './webhook-disable.ts'
import { webhookEnable } from './webhook-enable.ts'
import { webhookList } from './webhook-list.ts'
import { webhookReplay } from './webhook-replay.ts'
import { webhookRotate } from './webhook-rotate.ts'

/** All commands but `start`, which is not over when it has answered. */
export const commands: readonly Command[] = [
  migrateCommand,
  tenantCreate,
  tenantList,
  tenantSet,
  tenantSnapshot,
  tenantSnapshots,
  tenantReset,
  keyCreate,
  keyList,
  keyRevoke,
  keyRotate,
  serviceAccountCreate,
  serviceAccountList,
  serviceAccountRemove,
  personCreate,
  personList,
  personRole,
  personPassword,
  personRemove,
  contactTypeDefine,
  consentDefine,
  clockShow,
  clockFreeze,
  clockSet,
  clockAdvance,
  clockResume,
  faultAdd,
  faultList,
  faultRemove,
  faultClear,
  triggerCreate,
  triggerList,
  webhookCreate,
  webhookList,
  webhookDisable,
  webhookEnable,
  webhookRotate,
  webhookDeliveries,
  webhookReplay,
  doctor,
]
