import { parseArgs } from 'node:util'
import { countContacts } from '../../src/domain/segments/match-contacts.ts'
import { previewRule } from '../../src/domain/segments/preview-rule.ts'
import { wholeRule } from '../../src/domain/segments/segment.ts'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { readPositive } from '../intake/options.ts'
import { measureCards } from './cards.ts'
import { countByHand } from './stage.sql.ts'
import { often, openStage, type Stage } from './stage.ts'
import { median, timed } from './timing.ts'

const help = `npm run bench -- segments [--contacts 20000] [--sizes 30000,300000] [--segments 50] [--rounds 5]
  [--database both] [--keep NAME] [--load]

For each number of interactions a database of its own: "at least 3 in 30 days" beside hand-written SQL, and a preview of
the rule; what an interaction costs with live segments, at the first size and at the last by turns; on the last, on a
server, the three reads of a contact card. The sizes that are owed are --contacts 200000 --sizes
1000000,5000000,10000000.

--keep NAME   leaves the databases NAME_30000 and so on on the server, and takes those that are there
--load        fills them and measures nothing
--cards       measures the contact card only
`
const [owedFull, owedGrowth, owedPreviewMs, owedCardMs] = [1.2, 1.2, 2000, 5]

/** Measures segments on tenants of their own. Answers 0 whatever the ratios are. */
export async function runSegmentsBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contacts: { type: 'string', default: '20000' },
      sizes: { type: 'string', default: '30000,300000' },
      segments: { type: 'string', default: '50' },
      rounds: { type: 'string', default: '5' },
      database: { type: 'string', default: 'both' },
      keep: { type: 'string' },
      load: { type: 'boolean', default: false },
      cards: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const sizes = {
    contacts: readPositive('contacts', values.contacts),
    segments: readPositive('segments', values.segments),
    keep: values.keep,
  }
  const counts = values.sizes.split(',').map(size => readPositive('sizes', size))
  const rounds = readPositive('rounds', values.rounds)
  console.log(`${toText(describeMachine())}\n`)
  for (const kind of readKinds(values.database)) {
    const stages: Stage[] = []
    try {
      for (const interactions of counts) stages.push(await openStage(kind, { ...sizes, interactions }))
      if (values.load) continue
      if (!values.cards) await measure(kind, stages, rounds)
      await tellCards(stages.at(-1)!)
    } finally {
      for (const stage of stages) await stage.close()
    }
  }
  return 0
}

async function measure(kind: DatabaseKind, stages: readonly Stage[], rounds: number) {
  const [first, last] = [stages[0]!, stages.at(-1)!]
  for (const stage of stages) await compareCounts(kind, stage, rounds)
  const { early, late } = await costsOfOne(first, last)
  const growth = late / early
  console.log(
    `${kind}: one interaction, checked by ${last.sizes.segments} segments: ${early.toFixed(2)} ms at ${first.sizes.interactions}, ${late.toFixed(2)} ms at ${last.sizes.interactions}`,
  )
  tell(`the cost of one grows at most ${owedGrowth} times`, growth.toFixed(2), growth <= owedGrowth)
}

async function tellCards(stage: Stage) {
  if (stage.url === undefined) return
  for (const { name, p50, p99 } of await measureCards(stage))
    tell(
      `${name} within ${owedCardMs} ms`,
      `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`,
      p99 <= owedCardMs,
    )
}

function tell(owed: string, figure: string, isMet: boolean) {
  console.log(`- owed: ${owed}: ${figure}, ${isMet ? 'met' : 'NOT MET'}`)
}

async function compareCounts(
  kind: DatabaseKind,
  { database, tenant, schemaKeys, sizes }: Stage,
  rounds: number,
) {
  const { db, pool } = database
  const [hand, rule, previews]: [number[], number[], number[]] = [[], [], []]
  const counts = new Set<number>()
  const whole: Parameters<typeof wholeRule>[0] = wholeRule(often, false)
  let isEstimate = false
  for (let round = 0; round < rounds; round++) {
    const byHand = await timed(() => countByHand(pool, tenant.id, schemaKeys[0]))
    const byRule = await timed(() => countContacts(db, tenant.id, whole, new Date()))
    const preview = await timed(() => previewRule(db, tenant.id, whole, new Date()))
    hand.push(byHand.ms)
    rule.push(byRule.ms)
    previews.push(preview.ms)
    counts.add(byHand.result).add(byRule.result)
    isEstimate ||= preview.result.isEstimate
  }
  const ratio = median(rule) / median(hand)
  const preview = Math.max(...previews)
  console.log(
    `${kind}: ${sizes.contacts} contacts, ${sizes.interactions} interactions, at least 3 in 30 days: ${[...counts].join(' or ')} contacts, by hand ${median(hand).toFixed(1)} ms, by rule ${median(rule).toFixed(1)} ms`,
  )
  tell(`at most ${owedFull} of hand-written SQL`, ratio.toFixed(2), ratio <= owedFull)
  const words = `${preview.toFixed(0)} ms${isEstimate ? ', an estimate' : ''}`
  tell(`a preview within ${owedPreviewMs} ms`, words, preview <= owedPreviewMs)
}

/** The medians of one stretch with one interaction, by turns. */
async function costsOfOne(first: Stage, last: Stage): Promise<{ early: number; late: number }> {
  const [early, late]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < first.sample.length; turn++) {
    early.push(await first.costOfOne(turn))
    late.push(await last.costOfOne(turn))
  }
  return { early: median(early), late: median(late) }
}
