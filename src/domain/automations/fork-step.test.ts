import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { enter, entry, exit, newStage, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { advanceRuns, claimRuns } from './advance-runs.ts'
import { dryRun } from './dry-run.ts'
import { endStoppedRuns } from './end-stopped-runs.ts'
import { forgetRuns } from './forget-runs.ts'
import { readFigures } from './read-runs.ts'
import { whyContact } from './why.ts'
import { editAutomation } from './write-automations.ts'

const { db, close } = await testDatabase()
after(close)

const forkInto = (...steps: string[]) => ({ kind: 'fork', branches: steps.map(next => ({ next })) })
const waitFor = (days: number, next?: string) => ({ kind: 'wait', for: `P${days}D`, ...(next && { next }) })

/** Of the run and its branches: the number, what was done, and how it waits or ended. */
async function ways(stage: Stage): Promise<(readonly [number, ...string[]])[]> {
  const runs = (await stage.runs()).sort((a, b) => a.branch - b.branch)
  return Promise.all(
    runs.map(
      async run => [run.branch, ...(await stage.path(run.id)), `${run.state}: ${run.reason}`] as const,
    ),
  )
}

const told = async (stage: Stage, type: string) =>
  (await stage.events(`automation.run.${type}`)).map(({ data }) => [data.runId, data.reason])

test('of one message several ways are taken side by side: what is sent, and what is opened', async () => {
  const stage = await newStage(db)
  const templateId = await stage.template()
  const become = (way: string, next: string) => ({
    ...{ kind: 'waitForMessage', step: 'first', timeout: 'P3D' },
    [way]: next,
  })
  const mark = (name: string) => ({ kind: 'updateContact', attributes: { [name]: true } })
  const contactId = await enter(stage, {
    first: { kind: 'sendMessage', channel: 'email', templateId, next: 'fork' },
    fork: forkInto('ifSent', 'ifOpened', 'ifClicked'),
    ifSent: become('sent', 'sent'),
    sent: mark('wasSent'),
    ifOpened: become('opened', 'opened'),
    opened: { ...mark('wasOpened'), next: 'again' },
    again: { kind: 'sendMessage', channel: 'email', templateId },
    ifClicked: become('clicked', 'again'),
  })
  const [send] = await stage.sends()
  for (const event of ['sent', 'opened']) {
    await stage.tell(`message.${event}`, contactId, { sendId: send!.id })
    await stage.settle()
    await stage.pass(5000)
  }
  const attributes = await stage.attributesOf(contactId)
  assert.deepEqual([attributes.wasSent, attributes.wasOpened], [true, true])
  assert.deepEqual(await ways(stage), [
    [0, 'first: queued', 'fork: way 1', 'ifSent: sent', 'sent: updated', 'waiting: branches'],
    [1, 'fork: way 2', 'ifOpened: opened', 'opened: updated', 'again: queued', 'ended: completed'],
    [2, 'fork: way 3', 'waiting: event'],
  ])
  await stage.tell('message.clicked', contactId, { sendId: send!.id })
  await stage.settle()
  assert.equal((await stage.sends()).length, 3)
  assert.deepEqual(
    (await stage.runs()).map(({ state }) => state),
    ['ended', 'ended', 'ended'],
  )
})

test('a contact is inside as long as one of its branches waits, entered once, and ends once', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const steps = { fork: forkInto('end', 'day', 'days'), end: exit('e'), day: waitFor(1), days: waitFor(2) }
  const automation = await stage.automation({ entry, start: 'fork', steps })
  await stage.review(contactId)
  await stage.settle()
  await stage.pass('1 days')
  await stage.review(contactId)
  await stage.settle()
  const figures = () => readFigures(db, stage.tenantId, automation.id)
  assert.deepEqual(await figures(), { waiting: 1, failing: 0, ended: {} })
  const [run] = await stage.runs()
  assert.deepEqual(await told(stage, 'started'), [[run!.id, 'interaction']])
  assert.deepEqual(await told(stage, 'ended'), [])
  assert.deepEqual(
    (await stage.refusals()).map(({ reason }) => reason),
    ['running already'],
  )
  assert.deepEqual(await ways(stage), [
    [0, 'fork: way 1', 'end: exited', 'waiting: branches'],
    [1, 'fork: way 2', 'day: waited', 'ended: completed'],
    [2, 'fork: way 3', 'waiting: wait'],
  ])
  await stage.pass('1 days')
  assert.deepEqual(await figures(), { waiting: 0, failing: 0, ended: { completed: 1 } })
  assert.deepEqual(await told(stage, 'ended'), [[run!.id, 'completed']])
  assert.deepEqual((await stage.runs())[0]!.ended_at, await stage.now())
  await stage.review(contactId)
  await stage.settle()
  assert.equal((await told(stage, 'started')).length, 2)
})

test('a goal and an exit end all branches of a run, also when its own way is over; a step that ends, its branch', async () => {
  for (const [rule, ending] of [
    [{ goal: { kind: 'purchase' } }, 'goal'],
    [{ exits: [{ kind: 'purchase' }] }, 'exit rule'],
  ] as const)
    for (const own of [exit('e'), waitFor(3)]) {
      const stage = await newStage(db)
      const steps = { first: forkInto('own', 'other', 'left'), own, other: waitFor(2), left: exit('l') }
      const contactId = await enter(stage, steps, rule)
      await stage.tell('receipt.registered', contactId)
      await stage.settle()
      const [run, other, left] = await stage.runs()
      assert.deepEqual([run!.reason, other!.reason, left!.reason], [ending, ending, 'exited'])
      assert.deepEqual(await told(stage, 'ended'), [[run!.id, ending]])
      const listeners = db.selectFrom('automation_listeners').where('tenant_id', '=', stage.tenantId)
      assert.deepEqual(await listeners.selectAll().execute(), [])
    }
})

test('something that does not fit the goal leaves a run waiting for its branches', async () => {
  const stage = await newStage(db)
  const goal = { kind: 'purchase', where: { path: 'totalGrossPrice', is: 'atLeast', value: 10 } }
  const contactId = await enter(
    stage,
    { first: forkInto('end', 'wait'), end: exit('e'), wait: waitFor(2) },
    { goal },
  )
  await stage.tell('receipt.registered', contactId, { totalGrossPrice: '3' })
  await stage.settle()
  const [run] = await stage.runs()
  assert.deepEqual([run!.state, run!.reason, run!.due_at.getUTCFullYear()], ['waiting', 'branches', 9999])
  await stage.pass('2 days')
  assert.deepEqual(
    (await stage.runs()).map(({ state }) => state),
    ['ended', 'ended'],
  )
})

test('a fork that is come back to again and again ends, and a branch knows what its run knew', async () => {
  const stage = await newStage(db)
  const contactId = await enter(stage, {
    first: forkInto('back', 'count', 'wait'),
    back: { kind: 'jump', to: 'first', most: 50 },
    count: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } } },
    wait: waitFor(1, 'again'),
    again: { kind: 'jump', to: 'first', most: 1 },
  })
  const branches = async () => (await stage.runs()).map(({ branch }) => branch)
  assert.deepEqual(await branches(), [...Array(21).keys()])
  assert.equal((await stage.attributesOf(contactId)).times, 10)
  assert.deepEqual((await ways(stage))[0]!.slice(-2), ['first: forked enough', 'waiting: branches'])
  await stage.pass('1 days')
  assert.equal((await branches()).length, 21)
  const waited = (await stage.runs()).filter(({ jumps }) => 'again' in jumps)
  assert.deepEqual(
    waited.map(({ jumps, reason }) => [jumps.again, reason]),
    Array(10).fill([1, 'loop guard']),
  )
  assert.deepEqual(waited.map(({ jumps }) => jumps.back ?? 0).sort(), [...Array(10).keys()])
  assert.equal((await stage.runs())[0]!.reason, 'loop guard')
})

test('branches fork on, all under the one run', async () => {
  const stage = await newStage(db)
  await enter(stage, {
    first: forkInto('a', 'deeper'),
    a: waitFor(1),
    deeper: forkInto('b', 'c'),
    b: waitFor(1),
    c: waitFor(2),
  })
  const [run, ...branches] = await stage.runs()
  assert.deepEqual(
    branches.map(({ branch, branch_of, step }) => [branch, branch_of, step]),
    [
      [1, run!.id, 'b'],
      [2, run!.id, 'c'],
    ],
  )
  await stage.pass('1 days')
  assert.equal((await stage.runs())[0]!.reason, 'branches')
  await stage.pass('1 days')
  assert.deepEqual(await told(stage, 'ended'), [[run!.id, 'completed']])
})

test('whoever claims at once, and in whatever order branches end, a run forks once and ends once', async () => {
  const stage = await newStage(db)
  const contacts = [await stage.contact(), await stage.contact(), await stage.contact()]
  const steps = { fork: forkInto('a', 'b', 'c'), a: waitFor(1), b: waitFor(1), c: waitFor(1) }
  const { id } = await stage.automation({ entry, start: 'fork', steps })
  for (const contactId of contacts) await stage.review(contactId)
  for (const consumer of stage.consumers) await stage.follow(consumer)
  const claim = (room: number, leaseMs = 30_000) =>
    claimRuns(db, [{ tenantId: stage.tenantId, laneId: id, room }], leaseMs)
  const late = await claim(10, 1)
  await new Promise(resolve => setTimeout(resolve, 5))
  const own = await claim(10)
  await Promise.all([late, own, own].map(runs => advanceRuns(db, stage.tenantId, runs, stage.cache)))
  assert.deepEqual((await stage.runs()).map(({ branch }) => branch).sort(), [0, 0, 0, 1, 1, 1, 2, 2, 2])
  await stage.settle()
  await stage.setClock('1 days')
  const claimed = [await claim(2), await claim(3), await claim(2), await claim(2)]
  assert.deepEqual(
    claimed.map(({ length }) => length),
    [2, 3, 2, 2],
  )
  await Promise.all(claimed.map(runs => advanceRuns(db, stage.tenantId, runs, stage.cache)))
  const runs = (await stage.runs()).filter(({ branch }) => branch === 0)
  assert.deepEqual(
    (await told(stage, 'ended')).map(([runId]) => runId).sort(),
    runs.map(run => run.id).sort(),
  )
  assert.deepEqual(await claim(10), [])
})

test('branches end with a stopped automation and with their contact, which is told of the run alone', async () => {
  for (const reason of ['stopped', 'contact deleted']) {
    const stage = await newStage(db)
    const contactId = await stage.contact()
    const steps = { fork: forkInto('end', 'day', 'days'), end: exit('e'), day: waitFor(1), days: waitFor(2) }
    const { id } = await stage.automation({ entry, start: 'fork', steps })
    await stage.review(contactId)
    await stage.settle()
    await stage.pass('1 days')
    if (reason === 'stopped') {
      await stage.change(id, 'stop')
      while ((await endStoppedRuns(db)) > 0);
    } else {
      await transact(db, tx => deleteContact(tx, stage.tenant, contactId, undefined, new Date()))
      await stage.settle()
    }
    const [run, ...branches] = await stage.runs()
    assert.deepEqual(
      [run!, ...branches].map(each => [each.state, each.reason]),
      [
        ['ended', reason],
        ['ended', 'completed'],
        ['ended', reason],
      ],
    )
    assert.deepEqual(await told(stage, 'ended'), [[run!.id, reason]])
  }
})

test('branches are moved to a new version with their run, and listen for its goal', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const steps = { fork: forkInto('end', 'wait'), end: exit('e'), wait: waitFor(2) }
  const { id } = await stage.automation({ entry, start: 'fork', steps })
  await stage.review(contactId)
  await stage.settle()
  const definition = { entry, start: 'fork', steps, goal: { kind: 'purchase' } }
  const at = await stage.now()
  await transact(db, tx => editAutomation(tx, stage.tenant, id, { definition, movesRuns: true }, at))
  await stage.tell('receipt.registered', contactId)
  await stage.settle()
  assert.deepEqual(
    (await stage.runs()).map(({ version, reason }) => [version, reason]),
    [
      [2, 'goal'],
      [2, 'goal'],
    ],
  )
})

test('that a contact had its turn is kept of its run, and nothing of branches', async () => {
  const stage = await newStage(db)
  await transact(db, tx => changeSettings(tx, stage.tenant, { endedRunsKeptDays: 10 }, 'test', new Date()))
  const once = { frequency: { limit: 'once' } }
  const contactId = await enter(
    stage,
    { first: forkInto('end', 'wait'), end: exit('e'), wait: waitFor(1) },
    once,
  )
  await stage.pass('1 days')
  await stage.pass('11 days')
  await forgetRuns(db, stage.cache)
  assert.deepEqual(
    (await stage.runs()).map(({ branch, is_stripped }) => [branch, is_stripped]),
    [[0, true]],
  )
  await stage.review(contactId)
  await stage.settle()
  assert.equal((await stage.runs()).length, 1)
})

test('a dry run takes all ways, and why a contact got something is told of each', async () => {
  const stage = await newStage(db)
  const contactId = await stage.contact()
  const steps = {
    fork: forkInto('end', 'day', 'deeper'),
    end: exit('e'),
    day: waitFor(1, 'end'),
    deeper: forkInto('end', 'days'),
    days: waitFor(2),
  }
  const automation = await stage.automation({ entry, start: 'fork', steps })
  const at = await stage.now()
  const walk = await transact(db, tx =>
    dryRun(tx, stage.tenant, automation.definition, { automationId: automation.id, contactId }, at),
  )
  const later = (days: number) => new Date(at.getTime() + days * 86_400_000)
  assert.deepEqual(
    [walk, ...walk.branches].map(({ path, ends, endsAt }) => [
      ...path.map(({ step, outcome }) => `${step}: ${outcome}`),
      ends,
      endsAt,
    ]),
    [
      ['fork: way 1', 'end: exited', 'exited', at],
      ['fork: way 2', 'day: waited', 'end: exited', 'exited', later(1)],
      ['fork: way 3', 'deeper: way 1', 'end: exited', 'exited', at],
      ['deeper: way 2', 'days: waited', 'completed', later(2)],
    ],
  )
  await stage.review(contactId)
  await stage.settle()
  const [run] = await stage.runs()
  const why = await transact(db, tx => whyContact(tx, stage.tenant, automation.id, contactId, at))
  assert.deepEqual(
    why.runs.map(({ id, branches }) => [id, branches.map(({ branch, history }) => [branch, history.length])]),
    [
      [
        run!.id,
        [
          [1, 1],
          [2, 3],
          [3, 1],
        ],
      ],
    ],
  )
  assert.equal(why.says[0], `Run ${run!.id} began at ${at.toISOString()} and waits for its branches.`)
  assert.match(why.says[1]!, new RegExp(`^Branch 1 of run ${run!.id} began at .* and stands at day, waiting`))
  assert.equal(why.wouldBeRefused, 'running already')
})
