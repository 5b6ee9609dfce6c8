/** Places for what has none: layer by layer, each step below all that lead to it, with few crossings. */
import { type Definition, entryId, type Layout, type Place, stepOf } from './definition.ts'
import { type Edge, edgesOf, waysOf } from './graph.ts'

export const nodeWidth = 248
const [gapX, gapY, snap] = [56, 56, 8]
/** About how high a step is, and how much higher one that has several ways. */
const [height, waysHeight] = [104, 32]
const spacing = nodeWidth + gapX

export function placesOf(definition: Definition, kept: Layout): ReadonlyMap<string, Place> {
  const ids = [entryId, ...Object.keys(definition.steps)]
  const missing = ids.filter(id => !Object.hasOwn(kept, id))
  const tidy = missing.length > 0 ? tidied(definition) : new Map<string, Place>()
  return new Map(ids.map(id => [id, Object.hasOwn(kept, id) ? kept[id]! : tidy.get(id)!]))
}

function tidied(definition: Definition): Map<string, Place> {
  const edges = edgesOf(definition).filter(({ isJump }) => !isJump)
  const layers = layersOf(definition, edges)
  const x = new Map<string, number>()
  for (const layer of layers) for (const [n, id] of layer.entries()) x.set(id, n * spacing)
  for (let sweep = 0; sweep < 8; sweep++) {
    for (const layer of layers) settle(layer, x, id => wantedFromAbove(definition, edges, x, id), sweep < 4)
    for (const layer of layers.toReversed()) settle(layer, x, id => wantedFromBelow(edges, x, id), false)
  }
  for (const layer of layers) settle(layer, x, id => wantedFromAbove(definition, edges, x, id), false)
  const left = x.get(entryId) ?? 0
  const round = (value: number) => Math.round(value / snap) * snap
  const tidy = new Map<string, Place>()
  let y = 0
  for (const layer of layers) {
    for (const id of layer) tidy.set(id, { x: round(x.get(id)! - left), y })
    const hasWays = layer.some(id => drawnWaysOf(definition, id).length > 1)
    y += height + gapY + (hasWays ? waysHeight : 0)
  }
  return tidy
}

const drawnWaysOf = (definition: Definition, id: string) =>
  waysOf(definition, id).filter(({ to, isMain }) => to !== undefined || isMain)

/** By the longest way from the entry. What nothing leads to begins below the entry; a circle is cut where it closes. */
function layersOf(definition: Definition, edges: readonly Edge[]): string[][] {
  const depth = new Map<string, number>([[entryId, 0]])
  const open = new Set<string>()
  const visit = (id: string): number => {
    const known = depth.get(id)
    if (known !== undefined) return known
    if (open.has(id)) return 0
    open.add(id)
    const above = edges.filter(({ to }) => to === id).map(({ from }) => visit(from))
    open.delete(id)
    const own = Math.max(0, ...above) + 1
    depth.set(id, own)
    return own
  }
  for (const id of Object.keys(definition.steps)) visit(id)
  const layers: string[][] = []
  for (const [id, n] of [...depth].sort(([, a], [, b]) => a - b)) {
    if (id !== entryId && !stepOf(definition, id)) continue
    layers[n] ??= []
    layers[n].push(id)
  }
  return layers.filter(Boolean)
}

/** Beneath its way of each step above. */
function wantedFromAbove(
  definition: Definition,
  edges: readonly Edge[],
  x: ReadonlyMap<string, number>,
  id: string,
): number | undefined {
  const wanted = edges
    .filter(({ to }) => to === id)
    .map(({ from, way }) => {
      const drawn = drawnWaysOf(definition, from)
      const place = drawn.findIndex(({ key }) => key === way.key)
      return x.get(from)! + (place - (drawn.length - 1) / 2) * (spacing / 2)
    })
  return meanOf(wanted)
}

function wantedFromBelow(edges: readonly Edge[], x: ReadonlyMap<string, number>, id: string) {
  return meanOf(edges.filter(({ from }) => from === id).map(({ to }) => x.get(to)!))
}

function meanOf(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0) / values.length
}

/** Puts the steps of a layer as near as can be to where they want to be, side by side and in their order. */
function settle(
  layer: string[],
  x: Map<string, number>,
  wish: (id: string) => number | undefined,
  mayReorder: boolean,
) {
  const wanted = new Map(layer.map(id => [id, wish(id) ?? x.get(id)!]))
  if (mayReorder) layer.sort((a, b) => wanted.get(a)! - wanted.get(b)!)
  const blocks: { sum: number; size: number }[] = []
  for (const [n, id] of layer.entries()) {
    let block = { sum: wanted.get(id)! - n * spacing, size: 1 }
    for (
      let last = blocks.at(-1);
      last && last.sum / last.size > block.sum / block.size;
      last = blocks.at(-1)
    ) {
      block = { sum: last.sum + block.sum, size: last.size + block.size }
      blocks.pop()
    }
    blocks.push(block)
  }
  let n = 0
  for (const { sum, size } of blocks)
    for (let k = 0; k < size; k++, n++) x.set(layer[n]!, sum / size + n * spacing)
}
