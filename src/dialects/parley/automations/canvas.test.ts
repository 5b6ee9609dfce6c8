import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { eventually } from '../../../../test/kit/eventually.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { withWorkers } from '../../../../test/kit/workers.ts'

const app = await testApp()
withWorkers(app)

const split = {
  entry: { kind: 'manual' },
  start: 'known',
  steps: {
    known: { kind: 'condition', test: { path: 'contact.firstName', is: 'present' }, yes: 'wait', no: 'end' },
    wait: { kind: 'wait', for: 'P2D', next: 'end' },
    end: { kind: 'exit' },
  },
}

test('where the steps stand is kept as it was written, makes no version, and is bounded', async () => {
  const { ask, get } = await newParleyCompany(app)
  const layout = { wait: { x: -12, y: 480 }, note: 'ö' }
  const made = await get('POST', '/automations', { name: 'a', definition: split, layout })
  assert.deepEqual(made.layout, layout)
  const patch = (body: object, version: number) =>
    ask('PATCH', `/automations/${made.id}`, { body, headers: { 'if-match': `"${version}"` } })
  const moved = await patch({ layout: { wait: { x: 1, y: 2 } } }, 1)
  assert.deepEqual(
    [moved.body.layout, moved.body.definitionVersion, moved.body.version],
    [{ wait: { x: 1, y: 2 } }, 1, 2],
  )
  const renamed = await patch({ name: 'b' }, 2)
  assert.deepEqual(renamed.body.layout, { wait: { x: 1, y: 2 } })
  assertProblem(await patch({ layout: { x: 0 } }, 2), 412, 'version-mismatch')
  for (const wrong of [{ x: 'y'.repeat(33_000) }, { x: 'nul\0' }]) {
    const refused = await patch({ layout: wrong }, 3)
    assertProblem(refused, 422, 'automation-invalid')
    assert.match(refused.body.errors[0].pointer, /^\/layout/)
  }
  assert.equal((await patch({ layout: [] }, 3)).status, 400)
  const other = await get('POST', '/automations', { name: 'c', definition: split })
  assert.deepEqual(other.layout, {})
})

test('a definition is checked without being saved, as far as what it names', async () => {
  const { ask, get } = await newParleyCompany(app)
  const check = async (definition: unknown) =>
    (await get('POST', '/automations/check', { definition })).errors
  assert.deepEqual(await check(split), [])
  const { end, ...steps } = split.steps
  assert.deepEqual(
    (await check({ ...split, steps })).map(({ pointer }: { pointer: string }) => pointer),
    ['/steps/known/no', '/steps/wait/next'],
  )
  assert.deepEqual(await check({ ...split, steps: { ...steps, end, lost: end } }), [
    { pointer: '/steps/lost', detail: 'is never reached' },
  ])
  const [missing] = await check({ ...split, entry: { kind: 'interaction', schemaId: 'none' } })
  assert.equal(missing.pointer, '/entry/schemaId')
  for (const nonsense of [null, 5, [], 'x', { steps: [] }])
    assert.ok((await check(nonsense)).length > 0, JSON.stringify(nonsense))
  assert.deepEqual((await get('GET', '/automations')).items, [])
  assert.equal((await ask('POST', '/automations/check', { body: {} })).status, 400)
})

test('runs are counted at each step and on each way, of the own tenant alone', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const named = await newParleyContact(company, { firstName: 'Ada' })
  const nameless = await newParleyContact(company)
  const { id } = await get('POST', '/automations', { name: 'a', definition: split })
  const idle = await get('POST', '/automations', { name: 'idle', definition: split })
  assert.deepEqual(await get('GET', `/automations/${id}/step-figures`), { waiting: [], ways: [] })
  await get('POST', `/automations/${id}/start`)
  await get('POST', `/automations/${id}/runs`, { contactIds: [named, nameless] })
  const figures = await eventually(async () => {
    const found = await get('GET', `/automations/${id}/step-figures`)
    return found.ways.length === 3 && found.waiting[0]?.step === 'wait' ? found : undefined
  })
  assert.deepEqual(figures, {
    waiting: [{ step: 'wait', waiting: 1, failing: 0 }],
    ways: [
      { step: 'end', outcome: 'exited', next: null, runs: 1 },
      { step: 'known', outcome: 'no', next: 'end', runs: 1 },
      { step: 'known', outcome: 'yes', next: 'wait', runs: 1 },
    ],
  })
  const counted = { waiting: 0, failing: 0, lastError: null, entered: 0 }
  assert.deepEqual((await get('GET', '/automations/figures')).items, [
    { ...counted, automationId: id, entered: 2, waiting: 1 },
    { ...counted, automationId: idle.id },
  ])
  const page = await get('GET', '/automations/figures?limit=1')
  const rest = await get('GET', `/automations/figures?limit=1&cursor=${page.nextCursor}`)
  assert.deepEqual([rest.items[0].automationId, rest.nextCursor], [idle.id, null])
  assertProblem(await ask('GET', '/automations/figures?cursor=x'), 400, 'cursor-invalid')
  assertProblem(await ask('GET', '/automations/x/step-figures'), 404, 'automation-not-found')

  const at = async (step: string) =>
    (await get('GET', `/automations/${id}/runs?step=${step}`)).items.map(
      (run: { contactId: string; lastError: string | null }) => [run.contactId, run.lastError],
    )
  assert.deepEqual(
    [await at('wait'), await at('end'), await at('known')],
    [[[named, null]], [[nameless, null]], []],
  )
  const stranger = await newParleyCompany(app)
  assertProblem(await stranger.ask('GET', `/automations/${id}/step-figures`), 404, 'automation-not-found')
  assert.deepEqual((await stranger.get('GET', '/automations/figures')).items, [])
})
