import { Text, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconFlag, IconUsers } from '@tabler/icons-react'
import { Handle, type NodeProps, Position, useUpdateNodeInternals } from '@xyflow/react'
import { useEffect } from 'react'
import { plural } from '../../../kit/numbers.tsx'
import { Time } from '../../../kit/Time.tsx'
import { entryInWords } from '../entry-words.ts'
import { kindOfMatch } from '../match-kinds.ts'
import { entryId, stepOf } from '../model/definition.ts'
import { type Way, waysOf } from '../model/graph.ts'
import { kindOfStep } from '../step-kinds.ts'
import { AddStepMenu } from './AddStepMenu.tsx'
import classes from './canvas.module.css'
import { useCanvas } from './canvas-context.ts'

const markWords = { added: 'added', removed: 'removed', changed: 'changed' } as const

/** The entry, or a step: what it is, what it does, what is wrong with it, and where it leads. */
export function StepNode({ id, selected }: NodeProps) {
  const { definition, world, isEditable, faulty, marks, numbers, visits, onInsert } = useCanvas()
  const isEntry = id === entryId
  const step = stepOf(definition, id)
  const drawn = waysOf(definition, id).filter(({ to, isMain }) => to !== undefined || isMain)
  const keys = drawn.map(({ key }) => key).join(' ')
  const lookAgain = useUpdateNodeInternals()
  // biome-ignore lint/correctness/useExhaustiveDependencies: edges begin where the ways are, which move when there are others.
  useEffect(() => lookAgain(id), [id, keys, lookAgain])
  if (!isEntry && !step) return null
  const kind = step ? kindOfStep(step.kind) : undefined
  const Sign = kind?.icon ?? kindOfMatch(definition.entry.kind).icon
  const label = kind?.label ?? 'Entry'
  const words = step && kind ? kind.words(step, world, definition) : entryInWords(definition.entry, world)
  const faults = faulty.get(id) ?? 0
  const mark = marks.get(id)
  const here = numbers?.get(id)
  const visit = visits?.get(id)
  const isAside = visits !== undefined && !visit && !isEntry
  return (
    <div
      className={classes.node}
      data-family={kind?.family ?? 'entry'}
      data-selected={selected || undefined}
      data-mark={mark}
      data-aside={isAside || undefined}
      data-now={visit?.isNow || undefined}
    >
      {!isEntry && (
        <Handle
          type="target"
          position={Position.Top}
          isConnectable={isEditable}
          className={classes.handle!}
        />
      )}
      <div className={classes.head}>
        <span className={classes.sign}>
          <Sign size={17} stroke={1.8} aria-hidden />
        </span>
        <span className={classes.label}>{label}</span>
        {mark && <span className={classes.mark}>{markWords[mark]}</span>}
        {faults > 0 && (
          <Tooltip label={`${plural(faults, 'thing')} to mend`}>
            <span className={classes.fault} role="img" aria-label={`${plural(faults, 'thing')} to mend`}>
              <IconAlertTriangle size={15} aria-hidden />
            </span>
          </Tooltip>
        )}
        {here && here.waiting > 0 && (
          <Tooltip
            label={
              here.failing > 0
                ? `${here.waiting} are here, of which ${here.failing} cannot go on`
                : `${here.waiting} are here now`
            }
          >
            <span className={classes.here} data-failing={here.failing > 0 || undefined}>
              <IconUsers size={13} aria-hidden />
              {here.waiting}
            </span>
          </Tooltip>
        )}
      </div>
      <Text className={classes.words!} lineClamp={3} title={words}>
        {words}
      </Text>
      {visit && (
        <div className={classes.visit}>
          {visit.isNow && <IconFlag size={13} aria-hidden />}
          <span>{visit.outcome}</span>
          <Time at={visit.at} form="short" />
        </div>
      )}
      {drawn.length > 0 && (
        <div className={classes.ways}>
          {drawn.map(way => (
            <WayEnd
              key={way.key}
              way={way}
              isLone={drawn.length === 1}
              isEditable={isEditable}
              label={`Add a step after ${label}${way.label && `, ${way.label}`} (${isEntry ? 'entry' : id})`}
              onAdd={stepKind => onInsert(id, way.key, stepKind)}
            />
          ))}
        </div>
      )}
    </div>
  )
}

interface WayEndProps {
  readonly way: Way
  readonly isLone: boolean
  readonly isEditable: boolean
  readonly label: string
  readonly onAdd: (kind: string) => void
}

/** The beginning of a way. One that leads nowhere yet ends the run. */
function WayEnd({ way, isLone, isEditable, label, onAdd }: WayEndProps) {
  const isOpen = way.to === undefined
  const isBack = way.key === 'to'
  return (
    <div className={classes.way}>
      {!isLone && <span className={classes.wayLabel}>{way.label || 'Then'}</span>}
      {isOpen && !isEditable && !isBack && <span className={classes.end}>ends</span>}
      {isOpen && isEditable && !isBack && <AddStepMenu label={label} onAdd={onAdd} />}
      <Handle
        type="source"
        id={way.key}
        position={Position.Bottom}
        isConnectable={isEditable}
        className={classes.handle!}
      />
    </div>
  )
}
