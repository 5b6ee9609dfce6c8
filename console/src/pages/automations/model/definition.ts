/** What an automation does, as the canvas holds it: as the server takes it, and perhaps not yet complete. */
export interface Match {
  readonly kind: string
  readonly [detail: string]: unknown
}

export interface Step {
  readonly kind: string
  readonly [property: string]: unknown
}

export interface Definition {
  readonly entry: Match
  readonly start: string
  readonly steps: Readonly<Record<string, Step>>
  readonly [setting: string]: unknown
}

export interface Place {
  readonly x: number
  readonly y: number
}

/** By the id of a step. What has no place is placed by itself. */
export type Layout = Readonly<Record<string, Place>>

export interface Draft {
  readonly name: string
  readonly description: string
  readonly definition: Definition
  readonly layout: Layout
}

/** The entry, among the ids of steps: none of them has such a sign. */
export const entryId = '@entry'

export const emptyDraft: Draft = {
  name: '',
  description: '',
  definition: { entry: { kind: 'interaction' }, start: '', steps: {} },
  layout: {},
}

export const stepOf = ({ steps }: Definition, id: string): Step | undefined =>
  Object.hasOwn(steps, id) ? steps[id] : undefined

export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

/** JSON in which the order of properties does not matter: the database keeps none. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** The places among what the server keeps: anything may be in there. */
export function readLayout(kept: Readonly<Record<string, unknown>>): Layout {
  const isPlace = (value: unknown): value is Place => {
    const { x, y } = (value ?? {}) as Partial<Place>
    return Number.isFinite(x) && Number.isFinite(y)
  }
  return Object.fromEntries(Object.entries(kept).filter((each): each is [string, Place] => isPlace(each[1])))
}
