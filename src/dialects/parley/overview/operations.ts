import type { Operation } from '../../../http/operation.ts'
import { getOverview } from './getOverview.ts'
import { listApiVersions } from './listApiVersions.ts'

export const overviewOperations: readonly Operation[] = [getOverview, listApiVersions]
