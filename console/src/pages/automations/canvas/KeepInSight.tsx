import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useEffectEvent, useLayoutEffect } from 'react'
import { entryId, type Place } from '../model/definition.ts'
import { nodeWidth } from '../model/layout.ts'

/** About how high a step is, with the button below it. */
const nodeHeight = 150
const margin = 24
/** What is smaller cannot be read. */
const leastZoom = 0.55
/** Of what is too large to be shown whole, at first: its beginning. */
const firstZoom = 0.75

interface Props {
  readonly id: string | undefined
  readonly places: ReadonlyMap<string, Place>
}

/** Shows all at first, if it can be read so; and moves the picture when what was just chosen, or added, would be out of sight. */
export function KeepInSight({ id, places }: Props) {
  const { getViewport, setViewport, setCenter } = useReactFlow()
  const width = useStore(state => state.width)
  const height = useStore(state => state.height)
  const look = useEffectEvent(() => {
    const place = id === undefined ? undefined : places.get(id)
    if (!place || width === 0) return
    const { x, y, zoom } = getViewport()
    const [left, top] = [place.x * zoom + x, place.y * zoom + y]
    const isInSight =
      left >= margin &&
      top >= margin &&
      left + nodeWidth * zoom <= width - margin &&
      top + nodeHeight * zoom <= height - margin
    if (isInSight) return
    if (!showAll()) setCenter(place.x + nodeWidth / 2, place.y + nodeHeight / 2, { zoom })
  })

  /** False when it would be too small. */
  function showAll(): boolean {
    const all = boundsOf(places)
    const zoom = Math.min(1, (width - 2 * margin) / all.width, (height - 2 * margin) / all.height)
    if (zoom < leastZoom) return false
    setViewport({
      x: (width - all.width * zoom) / 2 - all.x * zoom,
      y: (height - all.height * zoom) / 2 - all.y * zoom,
      zoom,
    })
    return true
  }

  const begin = useEffectEvent(() => {
    const entry = places.get(entryId)
    if (width === 0 || showAll() || !entry) return
    setViewport({
      x: width / 2 - (entry.x + nodeWidth / 2) * firstZoom,
      y: margin - entry.y * firstZoom,
      zoom: firstZoom,
    })
  })
  const isThere = width > 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, as soon as it is known how much room there is.
  useLayoutEffect(() => begin(), [isThere])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks when another one is chosen, not when one is moved.
  useEffect(() => look(), [id])
  return null
}

function boundsOf(places: ReadonlyMap<string, Place>) {
  const all = [...places.values()]
  const [x, y] = [Math.min(...all.map(place => place.x)), Math.min(...all.map(place => place.y))]
  const [right, bottom] = [Math.max(...all.map(place => place.x)), Math.max(...all.map(place => place.y))]
  return { x, y, width: right - x + nodeWidth, height: bottom - y + nodeHeight }
}
