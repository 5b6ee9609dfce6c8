import type { Operation } from '../../../http/operation.ts'
import { addMembers } from './addMembers.ts'
import { createSegment } from './createSegment.ts'
import { deleteSegment } from './deleteSegment.ts'
import { explainMember } from './explainMember.ts'
import { getSegment } from './getSegment.ts'
import { getSegmentHistory } from './getSegmentHistory.ts'
import { importMembers } from './importMembers.ts'
import { listContactSegments } from './listContactSegments.ts'
import { listMembers } from './listMembers.ts'
import { listSegments } from './listSegments.ts'
import { listSegmentUses } from './listSegmentUses.ts'
import { previewSegment } from './previewSegment.ts'
import { recomputeSegment } from './recomputeSegment.ts'
import { removeMembers } from './removeMembers.ts'
import { updateSegment } from './updateSegment.ts'

export const segmentOperations: readonly Operation[] = [
  listSegments,
  createSegment,
  previewSegment,
  getSegment,
  updateSegment,
  deleteSegment,
  recomputeSegment,
  getSegmentHistory,
  listSegmentUses,
  listMembers,
  explainMember,
  addMembers,
  removeMembers,
  importMembers,
  listContactSegments,
]
