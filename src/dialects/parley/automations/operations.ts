import type { Operation } from '../../../http/operation.ts'
import { checkAutomation } from './checkAutomation.ts'
import { createAutomation } from './createAutomation.ts'
import { deleteAutomation } from './deleteAutomation.ts'
import { dryRunAutomation } from './dryRunAutomation.ts'
import { explainContact } from './explainContact.ts'
import { getAutomation } from './getAutomation.ts'
import { getFigures } from './getFigures.ts'
import { getRun } from './getRun.ts'
import { getStepFigures } from './getStepFigures.ts'
import { getVersion } from './getVersion.ts'
import { listAutomationFigures } from './listAutomationFigures.ts'
import { listAutomations } from './listAutomations.ts'
import { listContactRuns } from './listContactRuns.ts'
import { listRuns } from './listRuns.ts'
import { listStarts } from './listStarts.ts'
import { listVersions } from './listVersions.ts'
import { pauseAutomation } from './pauseAutomation.ts'
import { resumeAutomation } from './resumeAutomation.ts'
import { startAutomation } from './startAutomation.ts'
import { startRuns } from './startRuns.ts'
import { stopAutomation } from './stopAutomation.ts'
import { updateAutomation } from './updateAutomation.ts'

export const automationOperations: readonly Operation[] = [
  createAutomation,
  listAutomations,
  getAutomation,
  updateAutomation,
  deleteAutomation,
  startAutomation,
  pauseAutomation,
  resumeAutomation,
  stopAutomation,
  listVersions,
  getVersion,
  listRuns,
  listContactRuns,
  getRun,
  getFigures,
  getStepFigures,
  listAutomationFigures,
  checkAutomation,
  explainContact,
  dryRunAutomation,
  startRuns,
  listStarts,
]
