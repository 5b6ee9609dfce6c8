import { readRun } from '../../../domain/automations/read-runs.ts'
import { operation } from '../../../http/operation.ts'
import { RunWithBranchesModel, runParams, toWireRunWithBranches } from './translate.ts'

/** One run, or a branch of one: where it stands, what it waits for, and all that it and its branches did. */
export const getRun = operation({
  method: 'GET',
  path: '/runs/{runId}',
  name: 'getRun',
  summary: 'Read a run with its history',
  tag: 'Automations',
  scope: 'automations:read',
  params: runParams,
  replies: { 200: RunWithBranchesModel },
  errors: ['run-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: toWireRunWithBranches(await readRun(db, caller.tenant.id, params.runId)) }
  },
})
