/** What nodes and edges need to know, and what they can ask for. */
import { createContext, use } from 'react'
import type { Definition } from '../model/definition.ts'
import type { Edge } from '../model/graph.ts'
import type { World } from '../use-world.ts'

export type Mark = 'added' | 'removed' | 'changed'

/** What one contact did at a step, or would do. */
export interface Visit {
  readonly outcome: string
  readonly at: string
  readonly isNow: boolean
}

export interface StepNumbers {
  readonly waiting: number
  readonly failing: number
}

export interface CanvasWorld {
  readonly definition: Definition
  readonly world: World
  readonly isEditable: boolean
  readonly faulty: ReadonlyMap<string, number>
  readonly marks: ReadonlyMap<string, Mark>
  /** Undefined: nothing is counted. */
  readonly numbers: ReadonlyMap<string, StepNumbers> | undefined
  readonly runsOn: ReadonlyMap<string, number> | undefined
  /** Undefined: nobody's path is drawn. */
  readonly visits: ReadonlyMap<string, Visit> | undefined
  readonly visitedEdges: ReadonlySet<string>
  readonly onInsert: (from: string, way: string, kind: string) => void
}

export const edgeId = ({ from, way }: Pick<Edge, 'from'> & { readonly way: { readonly key: string } }) =>
  `${from} ${way.key}`

export const CanvasContext = createContext<CanvasWorld | undefined>(undefined)

export function useCanvas(): CanvasWorld {
  const canvas = use(CanvasContext)
  if (!canvas) throw new Error('There is no canvas around this.')
  return canvas
}
