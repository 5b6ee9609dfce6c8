/** Where steps lead, and how that is changed. */
import { waysOfKind } from '../step-kinds.ts'
import { type Definition, entryId, type Step, stepOf } from './definition.ts'

export interface Way {
  /** Which property leads there: `next`, `cases/0/next`. */
  readonly key: string
  readonly label: string
  readonly to: string | undefined
  /** Drawn also when it leads nowhere. */
  readonly isMain: boolean
}

export interface Edge {
  readonly from: string
  readonly way: Way
  readonly to: string
  /** The only kind that may lead back. */
  readonly isJump: boolean
}

/** The lists of a step whose items each lead somewhere. */
const listed = (step: Step) =>
  Object.entries(step).flatMap(([name, list]) =>
    Array.isArray(list) && list.some(item => item?.next !== undefined)
      ? [{ name, items: list as { next?: string }[] }]
      : [],
  )

export function waysOf(definition: Definition, id: string): readonly Way[] {
  if (id === entryId) return [{ key: 'start', label: '', to: definition.start || undefined, isMain: true }]
  const step = stepOf(definition, id)
  if (!step) return []
  const named = waysOfKind(step, definition).map(({ key, label, isMain }): Way => {
    const to = valueAt(step, key)
    return { key, label, isMain, to: typeof to === 'string' && to !== '' ? to : undefined }
  })
  const known = new Set(named.map(({ key }) => key))
  const more = listed(step).flatMap(({ name, items }) =>
    items.map(
      ({ next }, n): Way => ({ key: `${name}/${n}/next`, label: String(n + 1), to: next, isMain: true }),
    ),
  )
  return [...named, ...more.filter(({ key }) => !known.has(key))]
}

export function edgesOf(definition: Definition): Edge[] {
  const ids = [entryId, ...Object.keys(definition.steps)]
  return ids.flatMap(from =>
    waysOf(definition, from).flatMap(way =>
      way.to !== undefined && stepOf(definition, way.to)
        ? [{ from, way, to: way.to, isJump: way.key === 'to' }]
        : [],
    ),
  )
}

function valueAt(step: Step, key: string): unknown {
  let value: unknown = step
  for (const part of key.split('/')) value = (value as Record<string, unknown> | undefined)?.[part]
  return value
}

/** The same with another value at a place; `undefined` takes it away. */
export function put<T>(whole: T, [name, ...rest]: readonly string[], value: unknown): T {
  if (name === undefined) return value as T
  if (Array.isArray(whole))
    return whole.map((item, n) => (String(n) === name ? put(item, rest, value) : item)) as T
  const { [name]: before, ...others } = (whole ?? {}) as Record<string, unknown>
  const after = put(before, rest, value)
  return (after === undefined ? others : { ...(whole as object), [name]: after }) as T
}

export function lead(definition: Definition, from: string, way: string, to: string | undefined): Definition {
  if (from === entryId) return { ...definition, start: to ?? '' }
  return put(definition, ['steps', from, ...way.split('/')], to)
}

export const changeStep = (definition: Definition, id: string, step: Step): Definition => ({
  ...definition,
  steps: { ...definition.steps, [id]: step },
})

/** `wait`, `wait-2`: what is read in runs and in figures. */
export function newId({ steps }: Definition, kind: string): string {
  if (!Object.hasOwn(steps, kind)) return kind
  let n = 2
  while (Object.hasOwn(steps, `${kind}-${n}`)) n++
  return `${kind}-${n}`
}

/** Puts a step into a way; what followed there follows the new step. */
export function insert(
  definition: Definition,
  from: string,
  way: string,
  step: Step,
): { definition: Definition; id: string } {
  const id = newId(definition, step.kind)
  const followed = waysOf(definition, from).find(({ key }) => key === way)?.to
  const onward = waysOfKind(step).find(({ isMain }) => isMain)
  const goesOn = followed !== undefined && onward && onward.key !== 'to'
  const added = goesOn ? put(step, onward.key.split('/'), followed) : step
  return { definition: lead(changeStep(definition, id, added), from, way, id), id }
}

/** Takes a step away. What led to it leads to what followed first. */
export function remove(definition: Definition, id: string): Definition {
  const followed = waysOf(definition, id).find(
    ({ key, to }) => to !== undefined && to !== id && key !== 'to',
  )?.to
  const { [id]: _, ...steps } = definition.steps
  const leading = edgesOf(definition).filter(({ to, from }) => to === id && from !== id)
  return leading.reduce(
    (whole, { from, way, isJump }) => lead(whole, from, way.key, isJump ? undefined : followed),
    { ...definition, steps } as Definition,
  )
}

/** Whether a way from one to the other would lead in a circle. */
export function leadsBack(definition: Definition, from: string, to: string): boolean {
  const edges = edgesOf(definition).filter(({ isJump }) => !isJump)
  const reached = new Set([to])
  for (const id of reached) for (const edge of edges) if (edge.from === id) reached.add(edge.to)
  return reached.has(from)
}
