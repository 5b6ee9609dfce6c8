/** Draws a definition. What is done to it is told; what it is comes from above. */
import '@xyflow/react/dist/base.css'
import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  BackgroundVariant,
  type Connection,
  type Edge as FlowEdge,
  MarkerType,
  type Node,
  type NodeChange,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react'
import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { entryId, type Layout, type Place } from '../model/definition.ts'
import { edgesOf, leadsBack } from '../model/graph.ts'
import { nodeWidth, placesOf } from '../model/layout.ts'
import { kindOfStep } from '../step-kinds.ts'
import classes from './canvas.module.css'
import { CanvasContext, type CanvasWorld, edgeId } from './canvas-context.ts'
import { KeepInSight } from './KeepInSight.tsx'
import { StepNode } from './StepNode.tsx'
import { ViewControls } from './ViewControls.tsx'
import { WayEdge } from './WayEdge.tsx'

const nodeTypes = { step: StepNode }
const edgeTypes = { way: WayEdge }
const snapGrid: [number, number] = [8, 8]
const hidden = { hideAttribution: true }

interface Props extends CanvasWorld {
  readonly label: string
  readonly layout: Layout
  readonly selected?: string | undefined
  readonly onSelect?: (id: string | undefined) => void
  readonly onMove?: (places: ReadonlyMap<string, Place>) => void
  readonly onConnect?: (from: string, way: string, to: string) => void
  readonly onRemove?: (id: string) => void
  /** Buttons above the picture. */
  readonly children?: ReactNode
}

export function Canvas({
  label,
  layout,
  selected,
  onSelect,
  onMove,
  onConnect,
  onRemove,
  children,
  ...canvas
}: Props) {
  const { definition, isEditable } = canvas
  const scheme = useComputedColorScheme('light')
  const places = useMemo(() => placesOf(definition, layout), [definition, layout])
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place>>(new Map())
  const [sizes, setSizes] = useState<ReadonlyMap<string, { width: number; height: number }>>(new Map())

  const nodes = useMemo(
    () =>
      [...places].map(([id, place]): Node => {
        const size = sizes.get(id)
        const kind = id === entryId ? undefined : definition.steps[id]?.kind
        return {
          id,
          type: 'step',
          position: dragged.get(id) ?? place,
          data: {},
          width: nodeWidth,
          selected: id === selected,
          draggable: isEditable,
          deletable: isEditable && id !== entryId,
          ariaLabel: kind ? `${kindOfStep(kind).label}, ${id}` : 'Entry',
          ...(size && { measured: size }),
        }
      }),
    [places, dragged, sizes, selected, isEditable, definition],
  )
  const edges = useMemo(
    () =>
      edgesOf(definition).map(
        (edge): FlowEdge => ({
          id: edgeId(edge),
          type: 'way',
          source: edge.from,
          sourceHandle: edge.way.key,
          target: edge.to,
          focusable: false,
          deletable: false,
          markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
          data: { isJump: edge.isJump },
        }),
      ),
    [definition],
  )

  const change = useCallback(
    (changes: NodeChange[]) => {
      const moved = new Map<string, Place>()
      let isOver = false
      for (const each of changes) {
        if (each.type === 'dimensions' && each.dimensions) {
          const { id, dimensions } = each
          setSizes(before => new Map(before).set(id, dimensions))
        }
        if (each.type === 'position' && each.position) {
          moved.set(each.id, each.position)
          if (!each.dragging) isOver = true
        }
        if (each.type === 'position' && !each.position && each.dragging === false) isOver = true
        if (each.type === 'select' && each.selected) onSelect?.(each.id)
        if (each.type === 'remove') onRemove?.(each.id)
      }
      if (moved.size === 0 && !isOver) return
      const all = new Map([...dragged, ...moved])
      if (isOver && all.size > 0) onMove?.(new Map([...places, ...all]))
      setDragged(isOver ? new Map() : all)
    },
    [dragged, places, onMove, onSelect, onRemove],
  )

  const isValid = ({ source, target, sourceHandle }: Connection | FlowEdge) =>
    source !== target && (sourceHandle === 'to' || !leadsBack(definition, source, target))

  return (
    <CanvasContext value={canvas}>
      <ReactFlowProvider>
        <section className={classes.canvas} data-testid="canvas" aria-label={label}>
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            onNodesChange={change}
            onConnect={({ source, sourceHandle, target }) =>
              onConnect?.(source, sourceHandle ?? 'next', target)
            }
            isValidConnection={isValid}
            onPaneClick={() => onSelect?.(undefined)}
            nodesDraggable={isEditable}
            nodesConnectable={isEditable}
            edgesFocusable={false}
            multiSelectionKeyCode={null}
            selectionKeyCode={null}
            deleteKeyCode={isEditable ? ['Delete', 'Backspace'] : null}
            snapToGrid
            snapGrid={snapGrid}
            colorMode={scheme}
            minZoom={0.2}
            maxZoom={1.6}
            proOptions={hidden}
            connectionRadius={32}
            preventScrolling={false}
            zoomOnScroll={false}
            panOnScroll={false}
          >
            <Background variant={BackgroundVariant.Dots} gap={16} size={1.2} />
            <ViewControls>{children}</ViewControls>
            <KeepInSight id={selected} places={places} />
          </ReactFlow>
        </section>
      </ReactFlowProvider>
    </CanvasContext>
  )
}
