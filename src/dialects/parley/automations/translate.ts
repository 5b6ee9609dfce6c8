import Type from 'typebox'
import { type AutomationWithDefinition, automationStates } from '../../../domain/automations/automation.ts'
import type { DefinitionVersion } from '../../../domain/automations/read-automations.ts'
import type { RunWithBranches, RunWithHistory, StepDone } from '../../../domain/automations/read-runs.ts'
import type { Run } from '../../../domain/automations/run.ts'

const Time = Type.String({ format: 'date-time' })
const OrNull = <T extends Type.TSchema>(type: T) => Type.Union([type, Type.Null()])
const AnyObject = Type.Object({}, { additionalProperties: true })

export const automationParams = Type.Object({ automationId: Type.String({ maxLength: 100 }) })
export const runParams = Type.Object({ runId: Type.String({ maxLength: 100 }) })

export const Definition = Type.Unknown({
  description:
    'An entry, the id of the first step, and the steps by their ids; beside them frequency, goal, exits, controlGroup, quietHours and frequencyCap. At most 100 steps and 64 KiB.',
})

export const Layout = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB.',
})

export const AutomationModel = Type.Object({
  id: Type.String(),
  name: Type.String(),
  description: Type.String(),
  state: Type.Enum([...automationStates]),
  definition: AnyObject,
  layout: Layout,
  definitionVersion: Type.Integer({ description: 'New runs start on this version.' }),
  nextStartAt: OrNull(Time),
  startedAt: OrNull(Time),
  createdAt: Time,
  updatedAt: Time,
  version: Type.Integer({ description: 'Moves with every change; also the ETag.' }),
})

export const VersionModel = Type.Object({
  definitionVersion: Type.Integer(),
  definition: AnyObject,
  createdAt: Time,
})

export const RunModel = Type.Object({
  id: Type.String(),
  branch: Type.Integer({ description: '0: a run. After a fork it has branches, numbered from 1.' }),
  branchOf: OrNull(Type.String({ description: 'Of a branch: the id of its run.' })),
  automationId: Type.String(),
  definitionVersion: Type.Integer(),
  contactId: Type.String(),
  entry: AnyObject,
  state: Type.Enum(['waiting', 'ended']),
  step: OrNull(Type.String({ description: 'Where it stands, or stood at its end.' })),
  reason: Type.String({ description: 'What it waits for, or how it ended.' }),
  lastError: OrNull(Type.String({ description: 'Why its step could not be done the last time.' })),
  enteredAt: Time,
  dueAt: OrNull(
    Type.String({ format: 'date-time', description: 'Null: it has ended, or waits for its branches.' }),
  ),
  startedAt: Time,
  endedAt: OrNull(Time),
})

export const StepModel = Type.Object({
  step: Type.String(),
  kind: Type.String(),
  outcome: Type.String(),
  detail: OrNull(Type.String()),
  at: Time,
})

const RunWithHistoryModel = Type.Object({
  ...RunModel.properties,
  history: Type.Array(StepModel, {
    description: 'In order. Of more than 1000 steps the first and the newest others.',
  }),
})

export const RunWithBranchesModel = Type.Object({
  ...RunWithHistoryModel.properties,
  branches: Type.Array(RunWithHistoryModel, {
    description: 'What of the run goes on, or went on, beside it. Of a branch there is none.',
  }),
})

const time = (at: Date | null) => at?.toISOString() ?? null

export const toWireAutomation = (automation: AutomationWithDefinition) => ({
  ...automation,
  nextStartAt: time(automation.nextStartAt),
  startedAt: time(automation.startedAt),
  createdAt: automation.createdAt.toISOString(),
  updatedAt: automation.updatedAt.toISOString(),
})

export const toWireVersion = (version: DefinitionVersion) => ({
  ...version,
  createdAt: version.createdAt.toISOString(),
})

export const toWireRun = (run: Run) => ({
  id: run.id,
  branch: run.branch,
  branchOf: run.branchOf,
  automationId: run.automationId,
  definitionVersion: run.definitionVersion,
  contactId: run.contactId,
  entry: run.entry,
  state: run.state,
  step: run.step,
  reason: run.reason,
  lastError: run.lastError,
  enteredAt: run.enteredAt.toISOString(),
  dueAt: run.state === 'waiting' && run.reason !== 'branches' ? run.dueAt.toISOString() : null,
  startedAt: run.startedAt.toISOString(),
  endedAt: time(run.endedAt),
})

export const toWireStep = (step: StepDone) => ({ ...step, at: step.at.toISOString() })

const toWireRunWithHistory = (run: RunWithHistory) => ({
  ...toWireRun(run),
  history: run.history.map(toWireStep),
})

export const toWireRunWithBranches = (run: RunWithBranches) => ({
  ...toWireRunWithHistory(run),
  branches: run.branches.map(toWireRunWithHistory),
})
