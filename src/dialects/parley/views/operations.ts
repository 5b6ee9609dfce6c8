import type { Operation } from '../../../http/operation.ts'
import { createView } from './createView.ts'
import { deleteView } from './deleteView.ts'
import { getView } from './getView.ts'
import { listViews } from './listViews.ts'
import { updateView } from './updateView.ts'

export const viewOperations: readonly Operation[] = [listViews, createView, getView, updateView, deleteView]
