import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { count, plural } from '../../../kit/numbers.tsx'
import { nodeWidth } from '../model/layout.ts'
import { AddStepMenu } from './AddStepMenu.tsx'
import classes from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

/** A way from one step to another, with how many took it. */
export function WayEdge({ id, source, sourceHandleId, target, data, markerEnd, ...at }: EdgeProps) {
  const { isEditable, runsOn, visits, visitedEdges, onInsert } = useCanvas()
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition } = at
  const isJump = data?.isJump === true
  const forward = () =>
    getSmoothStepPath({
      sourceX,
      sourceY,
      targetX,
      targetY,
      sourcePosition,
      targetPosition,
      borderRadius: 14,
    })
  const [path, labelX, labelY] = isJump ? pathBack(sourceX, sourceY, targetX, targetY) : forward()
  const runs = runsOn?.get(id)
  const isVisited = visitedEdges.has(id)
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd && { markerEnd })}
        className={classes.edge!}
        data-jump={isJump || undefined}
        data-visited={isVisited || undefined}
        data-aside={(visits !== undefined && !isVisited) || undefined}
      />
      <EdgeLabelRenderer>
        <div
          className={`nodrag nopan ${classes.edgeLabel}`}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
        >
          {runs !== undefined && runs > 0 && (
            <span className={classes.runs} title={`${plural(runs, 'run')} went this way`}>
              {count(runs)}
            </span>
          )}
          {isEditable && !isJump && (
            <AddStepMenu
              size={18}
              label={`Add a step between ${source === '@entry' ? 'the entry' : source} and ${target}`}
              onAdd={kind => onInsert(source, sourceHandleId ?? 'next', kind)}
            />
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  )
}

/** Around all that stands between: down, out to the left, up, and in from above. */
function pathBack(x: number, y: number, toX: number, toY: number): readonly [string, number, number] {
  const side = Math.min(x, toX) - nodeWidth / 2 - 40
  const [below, above] = [y + 18, toY - 28]
  const path = `M ${x} ${y} V ${below} H ${side} V ${above} H ${toX} V ${toY}`
  return [path, side, (below + above) / 2]
}
