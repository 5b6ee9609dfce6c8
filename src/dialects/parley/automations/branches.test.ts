import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { eventually } from '../../../../test/kit/eventually.ts'
import { newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { withWorkers } from '../../../../test/kit/workers.ts'

const app = await testApp()
withWorkers(app)

const definition = {
  entry: { kind: 'manual' },
  start: 'fork',
  steps: {
    fork: { kind: 'fork', branches: [{ next: 'end' }, { next: 'day' }, { next: 'week' }] },
    day: { kind: 'wait', for: 'P1D', next: 'end' },
    week: { kind: 'wait', for: 'P7D', next: 'end' },
    end: { kind: 'exit' },
  },
}
const steps = ({ history = [] }: { history?: { step: string; outcome: string }[] }) =>
  history.map(({ step, outcome }) => `${step}: ${outcome}`)

test('the branches of a run are told with it, each by itself, and counted where they are', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const contactId = await newParleyContact(company)
  const { id } = await get('POST', '/automations', { name: 'a', definition })
  const { path, branches: dry, ends } = await get('POST', `/automations/${id}/dry-run`, { contactId })
  assert.deepEqual(
    [
      { history: path, branch: 0, ends },
      ...dry.map((each: { path: [] }) => ({ ...each, history: each.path })),
    ].map(each => [each.branch, ...steps(each), each.ends]),
    [
      [0, 'fork: way 1', 'end: exited', 'exited'],
      [1, 'fork: way 2', 'day: waited', 'end: exited', 'exited'],
      [2, 'fork: way 3', 'week: waited', 'end: exited', 'exited'],
    ],
  )

  await get('POST', `/automations/${id}/start`)
  await get('POST', `/automations/${id}/runs`, { contactIds: [contactId] })
  const listed = await eventually(async () => {
    const { items } = await get('GET', `/automations/${id}/runs`)
    const [c, b, a] = items.map(({ reason }: { reason: string }) => reason)
    return a === 'branches' && b === 'wait' && c === 'wait' ? items : undefined
  })
  const runId = listed[2].id
  assert.deepEqual(
    listed.map((run: { branch: number; branchOf: string | null; dueAt: string | null }) => [
      ...[run.branch, run.branchOf, run.dueAt === null],
    ]),
    [
      [2, runId, false],
      [1, runId, false],
      [0, null, true],
    ],
  )
  const run = await get('GET', `/runs/${runId}`)
  assert.deepEqual([run, ...run.branches].map(steps), [
    ['fork: way 1', 'end: exited'],
    ['fork: way 2'],
    ['fork: way 3'],
  ])
  const branch = await get('GET', `/runs/${run.branches[0].id}`)
  assert.deepEqual([branch.branch, branch.step, branch.branches], [1, 'day', []])
  assert.deepEqual((await get('GET', `/contacts/${contactId}/runs`)).items.length, 3)
  const why = await get('GET', `/automations/${id}/why/${contactId}`)
  assert.deepEqual([why.runs.length, why.runs[0].branches.length], [1, 2])

  assert.deepEqual(await get('GET', `/automations/${id}/step-figures`), {
    waiting: [
      { step: 'day', waiting: 1, failing: 0 },
      { step: 'week', waiting: 1, failing: 0 },
    ],
    ways: [
      { step: 'end', outcome: 'exited', next: null, runs: 1 },
      { step: 'fork', outcome: 'way 1', next: 'end', runs: 1 },
      { step: 'fork', outcome: 'way 2', next: 'day', runs: 1 },
      { step: 'fork', outcome: 'way 3', next: 'week', runs: 1 },
    ],
  })
  const [overview] = (await get('GET', '/automations/figures')).items
  assert.deepEqual([overview.entered, overview.waiting, overview.failing], [1, 1, 0])
  const figures = () => get('GET', `/automations/${id}/figures`)
  assert.deepEqual(await figures(), { waiting: 1, failing: 0, ended: {} })

  await get('POST', '/clock', { move: 'advance', by: '7d' })
  await eventually(async () => ((await figures()).waiting === 0 ? true : undefined))
  assert.deepEqual(await figures(), { waiting: 0, failing: 0, ended: { exited: 1 } })
})
