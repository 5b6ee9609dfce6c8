import type { Operation } from '../../../http/operation.ts'
import { getTimeline } from './getTimeline.ts'

export const timelineOperations: readonly Operation[] = [getTimeline]
