import { ActionIcon, Group, Select, Stack, Text, ThemeIcon, Title, Tooltip } from '@mantine/core'
import { type Icon, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Fault } from '../../../api/problem.ts'
import classes from '../automations.module.css'
import { FieldList } from '../fields/FieldList.tsx'
import { faultsAt } from '../fields/field.ts'
import { JsonEditor } from '../fields/JsonEditor.tsx'
import { Faults } from '../fields/list-editors.tsx'
import { WhereEditor } from '../fields/TestEditor.tsx'
import { isOccasion, kindOfMatch, matchKinds, newMatch, occasionKinds } from '../match-kinds.ts'
import { type Definition, entryId, type Match, type Step, stepOf } from '../model/definition.ts'
import { changeStep } from '../model/graph.ts'
import { kindOfStep, stepKinds } from '../step-kinds.ts'
import type { World } from '../use-world.ts'
import { WaysFields } from './WaysFields.tsx'

interface Props {
  readonly id: string
  readonly definition: Definition
  readonly world: World
  readonly faults: readonly Fault[]
  readonly onChange: (definition: Definition, added?: string) => void
  readonly onRemove: () => void
  /** How many are here, and the like. */
  readonly numbers?: ReactNode
}

const whole = { name: '', label: 'The step, as JSON', type: 'json' } as const

/** The form of one step, or of the entry. */
export function StepPanel({ id, definition, world, faults, onChange, onRemove, numbers }: Props) {
  const step = stepOf(definition, id)
  if (id === entryId)
    return <EntryPanel definition={definition} world={world} faults={faults} onChange={onChange} />
  if (!step) return null
  const kind = kindOfStep(step.kind)
  const pointer = `/steps/${id}`
  const isKnown = Object.hasOwn(stepKinds, step.kind)
  const put = (next: unknown) => onChange(changeStep(definition, id, next as Step))
  const parts = { definition, world, faults, pointer, holder: step }
  return (
    <Stack gap="md">
      <Head icon={kind.icon} title={kind.label} about={id}>
        <Tooltip label="Delete the step">
          <ActionIcon aria-label="Delete the step" onClick={onRemove}>
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Head>
      {numbers}
      {isKnown ? (
        <FieldList {...parts} fields={kind.fields} onChange={put} />
      ) : (
        <JsonEditor {...parts} key={id} field={whole} value={step} onChange={put} />
      )}
      <Faults
        faults={faultsAt(faults, pointer)
          .filter(fault => fault.pointer === pointer)
          .map(({ detail }) => detail)}
      />
      <WaysFields id={id} definition={definition} world={world} onChange={onChange} />
    </Stack>
  )
}

const kinds = [
  { group: 'Something happens to a contact', of: matchKinds },
  { group: 'An occasion', of: occasionKinds },
].map(({ group, of }) => ({
  group,
  items: Object.entries(of).map(([value, { label }]) => ({ value, label })),
}))

function EntryPanel({ definition, world, faults, onChange }: Omit<Props, 'id' | 'onRemove' | 'numbers'>) {
  const { entry } = definition
  const kind = kindOfMatch(entry.kind)
  const { where, ...others } = entry
  const put = (next: Match) => onChange({ ...definition, entry: next })
  const parts = { definition, world, faults, pointer: '/entry', holder: entry }
  return (
    <Stack gap="md">
      <Head icon={kind.icon} title="Entry" about="What lets contacts enter" />
      <Select
        label="Contacts enter when"
        allowDeselect={false}
        searchable
        data={kinds}
        value={entry.kind}
        onChange={next => next !== null && next !== entry.kind && put(newMatch(next))}
      />
      <FieldList {...parts} fields={kind.fields} onChange={next => put(next as Match)} />
      {!isOccasion(entry.kind) && (
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            With
          </Text>
          <WhereEditor
            {...parts}
            match={entry}
            value={where}
            pointer="/entry/where"
            onChange={next => put(next === undefined ? others : { ...entry, where: next })}
          />
        </Stack>
      )}
      {kind.entryFields && (
        <FieldList {...parts} fields={kind.entryFields} onChange={next => put(next as Match)} />
      )}
      <WaysFields id={entryId} definition={definition} world={world} onChange={onChange} />
    </Stack>
  )
}

interface HeadProps {
  readonly icon: Icon
  readonly title: string
  readonly about: string
  readonly children?: ReactNode
}

export function Head({ icon: Sign, title, about, children }: HeadProps) {
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div className={classes.kind}>
        <ThemeIcon variant="light" size={34}>
          <Sign size={20} stroke={1.7} aria-hidden />
        </ThemeIcon>
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        </div>
      </div>
      {children}
    </Group>
  )
}

/** What is known of a step for who only looks. */
export function ReadPanel({
  id,
  definition,
  words,
  numbers,
}: {
  readonly id: string
  readonly definition: Definition
  readonly words: string
  readonly numbers?: ReactNode
}) {
  const step = stepOf(definition, id)
  const kind = step ? kindOfStep(step.kind) : kindOfMatch(definition.entry.kind)
  return (
    <Stack gap="sm">
      <Head
        icon={kind.icon}
        title={step ? kind.label : 'Entry'}
        about={step ? id : 'What lets contacts enter'}
      />
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {words}
      </Text>
      {numbers}
    </Stack>
  )
}
