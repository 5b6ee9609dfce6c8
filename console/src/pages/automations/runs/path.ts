/** What a contact did, or would do, put to the steps and ways of the picture. */
import { edgeId, type Visit } from '../canvas/canvas-context.ts'
import { type Definition, entryId } from '../model/definition.ts'
import { edgesOf } from '../model/graph.ts'
import { edgeTaken } from '../model/numbers.ts'

export interface Done {
  readonly step: string
  readonly outcome: string
  readonly at: string
}

export interface Path {
  readonly visits: ReadonlyMap<string, Visit>
  readonly edges: ReadonlySet<string>
}

interface Standing {
  readonly step: string
  readonly words: string
  readonly at: string
}

/** The ways of a run and of its branches in one picture; where somebody is now counts before where somebody was. */
export function joined(paths: readonly Path[]): Path {
  const visits = new Map<string, Visit>()
  for (const [step, visit] of paths.flatMap(path => [...path.visits]))
    if (visit.isNow || !visits.has(step)) visits.set(step, visit)
  return { visits, edges: new Set(paths.flatMap(({ edges }) => [...edges])) }
}

/** The newest visit of each step counts. `standing`: where it is now. */
export function pathOf(definition: Definition, done: readonly Done[], standing?: Standing): Path {
  const all = edgesOf(definition)
  const visits = new Map<string, Visit>(
    done.map(({ step, outcome, at }) => [step, { outcome, at, isNow: false }]),
  )
  if (standing) visits.set(standing.step, { outcome: standing.words, at: standing.at, isNow: true })
  const steps = [...done, ...(standing ? [{ step: standing.step, outcome: '', at: standing.at }] : [])]
  const taken = steps.flatMap(({ step, outcome }, n) => {
    const edge = edgeTaken(all, step, steps[n + 1]?.step, outcome)
    return edge ? [edgeId(edge)] : []
  })
  const entry = all.find(({ from }) => from === entryId)
  const began = entry && steps[0]?.step === entry.to ? [edgeId(entry)] : []
  return { visits, edges: new Set([...began, ...taken]) }
}
