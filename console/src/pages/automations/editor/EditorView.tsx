import { ActionIcon, Group, Kbd, Popover, Stack, Table, Text, Tooltip } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconKeyboard,
  IconLayoutDistributeVertical,
} from '@tabler/icons-react'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { Fault } from '../../../api/problem.ts'
import classes from '../automations.module.css'
import { Canvas } from '../canvas/Canvas.tsx'
import type { StepNumbers } from '../canvas/canvas-context.ts'
import { entryInWords } from '../entry-words.ts'
import { editors } from '../fields/editors.tsx'
import { EditorsContext } from '../fields/editors-context.ts'
import { type Definition, type Draft, entryId, type Place, stepOf } from '../model/definition.ts'
import { edgesOf, insert, lead, remove } from '../model/graph.ts'
import { kindOfStep, newStep } from '../step-kinds.ts'
import { useWorld } from '../use-world.ts'
import { FaultList } from './FaultList.tsx'
import { countFaults } from './faults.ts'
import { SettingsPanel } from './SettingsPanel.tsx'
import { ReadPanel, StepPanel } from './StepPanel.tsx'
import type { Editing } from './use-editor.ts'

interface Props {
  readonly editing: Editing
  readonly mayWrite: boolean
  readonly faults: readonly Fault[]
  readonly error: Error | null
  readonly numbers?: ReadonlyMap<string, StepNumbers> | undefined
  readonly runsOn?: ReadonlyMap<string, number> | undefined
  /** Of a step: what is counted, and where its runs are. */
  readonly aboutStep?: (id: string) => ReactNode
}

const none = new Map<never, never>()
const nothing = new Set<string>()

/** The canvas, and beside it the form of what is chosen. */
export function EditorView({ editing, mayWrite, faults, error, numbers, runsOn, aboutStep }: Props) {
  const { draft, change } = editing
  const { definition, layout } = draft
  const world = useWorld(definition)
  const isPhone = useMediaQuery('(max-width: 48em)') ?? false
  const isEditable = mayWrite && !isPhone
  const [selected, setSelected] = useState<string>()
  const panel = useRef<HTMLElement>(null)
  const shown =
    selected === entryId || (selected !== undefined && stepOf(definition, selected)) ? selected : undefined
  const faulty = useMemo(() => countFaults(faults), [faults])

  const define = useCallback(
    (to: (definition: Definition) => Definition, subject?: string) =>
      change(before => ({ ...before, definition: to(before.definition) }), subject),
    [change],
  )
  const addStep = useCallback(
    (from: string, way: string, kind: string) => {
      const added = insert(definition, from, way, newStep(kind))
      change(before => ({ ...before, definition: added.definition, layout: makeRoom(before, from, added) }))
      setSelected(added.id)
    },
    [definition, change],
  )
  const drop = useCallback(
    (id: string) => {
      define(before => remove(before, id))
      setSelected(undefined)
    },
    [define],
  )
  const move = useCallback(
    (places: ReadonlyMap<string, Place>) =>
      change(before => ({ ...before, layout: Object.fromEntries(places) }), 'places'),
    [change],
  )
  const connect = useCallback(
    (from: string, way: string, to: string) => define(before => lead(before, from, way, to)),
    [define],
  )

  function go(direction: 'down' | 'up' | 'left' | 'right') {
    const next = neighbour(definition, shown ?? entryId, direction)
    if (next === undefined) return
    setSelected(next)
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus()
  }
  useHotkeys(
    isEditable
      ? [
          ['mod+Z', editing.undo],
          ['mod+shift+Z', editing.redo],
          ['mod+Y', editing.redo],
        ]
      : [],
  )
  useHotkeys([
    ['alt+ArrowDown', () => go('down')],
    ['alt+ArrowUp', () => go('up')],
    ['alt+ArrowLeft', () => go('left')],
    ['alt+ArrowRight', () => go('right')],
    ['E', () => panel.current?.focus()],
  ])

  const form =
    shown === undefined ? (
      isEditable && (
        <SettingsPanel
          draft={draft}
          world={world}
          faults={faults}
          error={error}
          onChange={(part, subject) => change(before => ({ ...before, ...part }), subject)}
        />
      )
    ) : isEditable ? (
      <StepPanel
        key={shown}
        id={shown}
        definition={definition}
        world={world}
        faults={faults}
        numbers={aboutStep?.(shown)}
        onRemove={() => drop(shown)}
        onChange={(next, added) => {
          define(() => next, shown)
          if (added !== undefined) setSelected(added)
        }}
      />
    ) : (
      <ReadPanel
        id={shown}
        definition={definition}
        words={wordsOf(definition, shown, world)}
        numbers={aboutStep?.(shown)}
      />
    )

  return (
    <div className={classes.workplace}>
      <div className={classes.picture}>
        <Canvas
          label={`Canvas of ${draft.name || 'the automation'}`}
          definition={definition}
          world={world}
          layout={layout}
          isEditable={isEditable}
          faulty={faulty}
          marks={none}
          numbers={numbers}
          runsOn={runsOn}
          visits={undefined}
          visitedEdges={nothing}
          selected={shown}
          onSelect={setSelected}
          onInsert={addStep}
          onMove={move}
          onConnect={connect}
          onRemove={drop}
        >
          {isEditable && (
            <Group gap={2}>
              <Tool label="Undo" icon={IconArrowBackUp} disabled={!editing.canUndo} onClick={editing.undo} />
              <Tool
                label="Redo"
                icon={IconArrowForwardUp}
                disabled={!editing.canRedo}
                onClick={editing.redo}
              />
              <Tool
                label="Tidy up"
                icon={IconLayoutDistributeVertical}
                onClick={() => change(before => ({ ...before, layout: {} }))}
              />
              <KeyboardHelp />
            </Group>
          )}
        </Canvas>
      </div>
      <aside ref={panel} className={classes.panel} tabIndex={-1} aria-label="What is chosen">
        <Stack gap="md">
          <FaultList
            faults={shown === undefined ? faults : []}
            definition={definition}
            onSelect={setSelected}
          />
          <EditorsContext value={editors}>{form}</EditorsContext>
          {!form && (
            <Text size="sm" c="dimmed">
              Choose a step to read what it does.
              {isPhone && mayWrite && ' On a wider screen it can be edited.'}
            </Text>
          )}
        </Stack>
      </aside>
    </div>
  )
}

function wordsOf(definition: Definition, id: string, world: ReturnType<typeof useWorld>): string {
  const step = stepOf(definition, id)
  return step ? kindOfStep(step.kind).words(step, world, definition) : entryInWords(definition.entry, world)
}

/** Where steps have places of their own, a new one takes that of what follows, which moves down with all below it. */
function makeRoom(before: Draft, from: string, { definition, id }: { definition: Definition; id: string }) {
  const { layout } = before
  const above = Object.hasOwn(layout, from) ? layout[from] : undefined
  if (!above) return layout
  const pitch = 176
  const reached = new Set([id])
  const edges = edgesOf(definition).filter(({ isJump }) => !isJump)
  for (const step of reached) for (const edge of edges) if (edge.from === step) reached.add(edge.to)
  const next = edges.find(edge => edge.from === id)?.to
  const place = (next !== undefined && layout[next]) || { x: above.x, y: above.y + pitch }
  const moved = Object.entries(layout).map(([step, { x, y }]) =>
    reached.has(step) ? [step, { x, y: y + pitch }] : [step, { x, y }],
  )
  return { ...Object.fromEntries(moved), [id]: place }
}

/** What is below, above or beside a step, by the ways. */
function neighbour(definition: Definition, id: string, direction: 'down' | 'up' | 'left' | 'right') {
  const edges = edgesOf(definition).filter(({ isJump }) => !isJump)
  if (direction === 'down') return edges.find(({ from }) => from === id)?.to
  const leading = edges.find(({ to }) => to === id)
  if (direction === 'up' || !leading) return leading?.from
  const siblings = [...new Set(edges.filter(({ from }) => from === leading.from).map(({ to }) => to))]
  return siblings[siblings.indexOf(id) + (direction === 'left' ? -1 : 1)]
}

interface ToolProps {
  readonly label: string
  readonly icon: typeof IconKeyboard
  readonly disabled?: boolean
  readonly onClick: () => void
}

const Tool = ({ label, icon: Sign, disabled = false, onClick }: ToolProps) => (
  <Tooltip label={label}>
    <ActionIcon aria-label={label} disabled={disabled} onClick={onClick}>
      <Sign size={18} aria-hidden />
    </ActionIcon>
  </Tooltip>
)

const keys = [
  ['Tab', 'from step to step, and to the buttons that add one'],
  ['Enter', 'chooses a step'],
  ['Alt + arrows', 'along the ways: below, above, beside'],
  ['Arrows', 'move the chosen step'],
  ['E', 'into the form of the chosen step: it connects, too'],
  ['Delete', 'deletes it'],
  ['Ctrl + Z, Ctrl + Y', 'undo, redo'],
  ['Ctrl + S', 'save'],
] as const

function KeyboardHelp() {
  return (
    <Popover position="bottom-start" shadow="md" width={380} trapFocus>
      <Popover.Target>
        <ActionIcon aria-label="Keyboard" title="Keyboard">
          <IconKeyboard size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Text fw={600} size="sm" mb="xs">
          Without a mouse
        </Text>
        <Table verticalSpacing={4} withRowBorders={false} highlightOnHover={false}>
          <Table.Tbody>
            {keys.map(([key, what]) => (
              <Table.Tr key={key}>
                <Table.Td w={150}>
                  <Kbd size="xs">{key}</Kbd>
                </Table.Td>
                <Table.Td>{what}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  )
}
