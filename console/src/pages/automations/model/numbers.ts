/** What the server counts step by step, put to the steps and ways of the picture. */
import type { Answer } from '../../../api/ask.ts'
import { edgeId, type StepNumbers } from '../canvas/canvas-context.ts'
import { type Definition, entryId } from './definition.ts'
import { type Edge, edgesOf } from './graph.ts'

type Figures = Answer<'getStepFigures'>

export const numbersOf = ({ waiting }: Figures): ReadonlyMap<string, StepNumbers> =>
  new Map(waiting.map(({ step, ...numbers }) => [step, numbers]))

export function runsOnEdges(
  definition: Definition,
  { ways }: Figures,
  entered: number,
): ReadonlyMap<string, number> {
  const edges = edgesOf(definition)
  const entry = edges.find(({ from }) => from === entryId)
  const runs = new Map(entry ? [[edgeId(entry), entered]] : [])
  for (const { step, outcome, next, runs: more } of ways) {
    const edge = edgeTaken(edges, step, next, outcome)
    if (edge) runs.set(edgeId(edge), (runs.get(edgeId(edge)) ?? 0) + more)
  }
  return runs
}

/** Who is of the control group never began. */
export function enteredOf({ waiting, ended }: Answer<'getFigures'>): number {
  const { 'control group': _, ...others } = ended
  return Object.values(others).reduce((sum, each) => sum + each, waiting)
}

/** Of several ways to the same step that which the outcome names. */
export function edgeTaken(
  edges: readonly Edge[],
  step: string,
  next: string | null | undefined,
  outcome: string,
): Edge | undefined {
  const fitting = edges.filter(({ from, to }) => from === step && to === next)
  return fitting.find(({ way }) => names(way.key, outcome)) ?? fitting[0]
}

/** `timed out` is the way timedOut, `case 2` is cases/1/next, `way 2` is branches/1/next. */
function names(key: string, outcome: string): boolean {
  const [list, index] = key.split('/')
  if (index !== undefined)
    return outcome === `${list === 'branches' ? 'way' : list?.slice(0, -1)} ${Number(index) + 1}`
  return (
    key.toLowerCase() ===
    outcome
      .replaceAll(' ', '')
      .replace(/^would/, '')
      .toLowerCase()
  )
}
