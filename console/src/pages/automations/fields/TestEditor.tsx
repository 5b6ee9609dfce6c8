/** What a condition asks, and what must hold of what has happened: a tree, in sentences. */
import { ActionIcon, Box, Button, Group, Menu, Stack } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { channelWord, channelWords, isContentChannel, reachedBy } from '../../../kit/channels.ts'
import { ComparisonFields, newComparison } from '../../../kit/rule/ComparisonFields.tsx'
import { RuleEditor } from '../../../kit/rule/RuleEditor.tsx'
import { Pick, TextField, Words } from '../../../kit/rule/RuleFields.tsx'
import type { Comparison } from '../../../kit/rule/rule.ts'
import type { Property } from '../../../kit/rule/use-rule-world.ts'
import type { Match } from '../model/definition.ts'
import type { Test, ValueTest } from '../test-words.ts'
import { valuesOf, valuesOfRun } from '../use-world.ts'
import { type EditorProps, faultsAt } from './field.ts'
import { HappenedFields } from './HappenedFields.tsx'
import { InsideFields, mayBePosition, newInsideTest } from './InsideFields.tsx'
import { Faults } from './list-editors.tsx'
import { PathPick } from './PathPick.tsx'
import classes from './test.module.css'

const operators = [
  'present',
  'equal',
  'oneOf',
  'contains',
  'startsWith',
  'endsWith',
  'less',
  'atMost',
  'greater',
  'atLeast',
]

/** Where no address is asked for, it is said what is. */
const reachOptions = Object.keys(channelWords).map(value => ({
  value,
  label: channelWord(value) + (isContentChannel(value) ? `: ${reachedBy([value])}` : ''),
}))

const leaves = {
  happened: 'Something happened',
  path: 'A value',
  inside: 'A position',
  rule: 'What the contact is or did ever',
  reachable: 'Being reachable',
} as const
type LeafName = keyof typeof leaves

type NodeProps = Omit<EditorProps, 'value' | 'onChange' | 'field' | 'holder'> & {
  readonly test: Test
  /** Values that can be asked for. */
  readonly properties: readonly Property[]
  /** Of the values of a fact alone. */
  readonly isOfFact: boolean
  readonly onChange: (test: Test) => void
  readonly onRemove?: (() => void) | undefined
}

function newLeaf(name: LeafName, properties: readonly Property[], isOfFact = false): Test {
  if (name === 'inside') return newInsideTest(properties, isOfFact)
  if (name === 'happened') return { happened: { kind: 'purchase' } }
  if (name === 'rule') return { rule: { kind: 'all', of: [] } }
  if (name === 'reachable') return { reachable: 'email' }
  const [first] = properties
  return { path: first?.name ?? '', ...newComparison('equal', first?.type) }
}

/** The test of a condition. */
export function TestEditor({ value, onChange, definition, world, ...rest }: EditorProps) {
  const test = (value ?? { all: [] }) as Test
  const properties = valuesOfRun(definition, world)
  return (
    <TestNode
      {...rest}
      definition={definition}
      world={world}
      test={test}
      properties={properties}
      isOfFact={false}
      onChange={onChange}
    />
  )
}

/** What must hold of the values of a match; there may be nothing. */
export function WhereEditor({
  match,
  value,
  onChange,
  ...rest
}: Omit<EditorProps, 'field' | 'holder'> & { readonly match: Match }) {
  const properties = valuesOf(match, rest.world)
  const isAllPositions = properties.length > 0 && properties.every(mayBePosition)
  if (value === undefined)
    return (
      <Group>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => onChange(newLeaf(isAllPositions ? 'inside' : 'path', properties, true))}
        >
          Add a condition
        </Button>
      </Group>
    )
  return (
    <TestNode
      {...rest}
      test={value as Test}
      properties={properties}
      isOfFact
      onChange={onChange}
      onRemove={() => onChange(undefined)}
    />
  )
}

function TestNode(props: NodeProps) {
  const { test, onChange, onRemove } = props
  if ('all' in test || 'any' in test) return <GroupNode {...props} test={test} />
  if ('not' in test)
    return (
      <Box className={classes.group!} role="group" aria-label="Not">
        <Group justify="space-between" mb={6}>
          <Words>It does not hold that</Words>
          <Button size="compact-xs" variant="subtle" onClick={() => onChange(test.not)}>
            It does
          </Button>
        </Group>
        <TestNode
          {...props}
          test={test.not}
          pointer={`${props.pointer}/not`}
          onChange={not => onChange({ not })}
          onRemove={onRemove}
        />
      </Box>
    )
  return <LeafNode {...props} />
}

function GroupNode({
  test,
  ...props
}: NodeProps & { readonly test: { all: readonly Test[] } | { any: readonly Test[] } }) {
  const { onChange, onRemove, properties, isOfFact, pointer } = props
  const word = 'all' in test ? 'all' : 'any'
  const parts = 'all' in test ? test.all : test.any
  const tell = (next: readonly Test[]) => {
    const [only] = next
    if (next.length === 0 && onRemove) return onRemove()
    onChange(next.length === 1 && only ? only : word === 'all' ? { all: next } : { any: next })
  }
  return (
    <Box className={classes.group!} role="group" aria-label="Conditions">
      <Stack gap="xs">
        <Pick
          label="All or any"
          width={150}
          value={word}
          data={[
            { value: 'all', label: 'all of these' },
            { value: 'any', label: 'at least one of' },
          ]}
          onChange={next => onChange(next === 'all' ? { all: parts } : { any: parts })}
        />
        {parts.map((part, n) => (
          <TestNode
            {...props}
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a test have nothing else that they are known by.
            key={n}
            test={part}
            pointer={`${pointer}/${word}/${n}`}
            onChange={next => tell(parts.map((each, at) => (at === n ? next : each)))}
            onRemove={() => tell(parts.filter((_, at) => at !== n))}
          />
        ))}
        <AddLeaf
          isOfFact={isOfFact}
          label="Add another"
          onAdd={name =>
            onChange(
              word === 'all'
                ? { all: [...parts, newLeaf(name, properties)] }
                : { any: [...parts, newLeaf(name, properties)] },
            )
          }
        />
      </Stack>
    </Box>
  )
}

function AddLeaf({
  isOfFact,
  label,
  onAdd,
}: {
  readonly isOfFact: boolean
  readonly label: string
  readonly onAdd: (name: LeafName) => void
}) {
  if (isOfFact)
    return (
      <Group>
        <Button size="compact-xs" variant="subtle" onClick={() => onAdd('path')}>
          {label}
        </Button>
      </Group>
    )
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-xs" variant="subtle" style={{ alignSelf: 'flex-start' }}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(leaves).map(([name, words]) => (
          <Menu.Item key={name} onClick={() => onAdd(name as LeafName)}>
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

const leafNameOf = (test: Test): LeafName =>
  (['happened', 'rule', 'reachable', 'inside'] as const).find(name => name in test) ?? 'path'

/** Of a fact only values can be asked for; and whether they lie in an area where one may be a position. */
function leavesFor({ test, properties, isOfFact }: NodeProps): readonly (readonly [string, string])[] {
  if (!isOfFact) return Object.entries(leaves)
  const hasPosition = 'inside' in test || properties.length === 0 || properties.some(mayBePosition)
  return hasPosition ? Object.entries(leaves).filter(([name]) => name === 'path' || name === 'inside') : []
}

function LeafNode(props: NodeProps) {
  const { test, properties, isOfFact, pointer, faults, onChange, onRemove } = props
  const name = leafNameOf(test)
  const choices = leavesFor(props)
  const isNested = /\/(all|any)\/\d+$/.test(pointer)
  return (
    <Stack gap={6}>
      <Box className={classes.leaf!} role="group" aria-label={leaves[name]}>
        <Group gap={6} wrap="nowrap" align="flex-start">
          <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
            {choices.length > 0 && (
              <Pick
                label="What is asked"
                width={224}
                value={name}
                data={choices.map(([value, label]) => ({ value, label }))}
                onChange={next => onChange(newLeaf(next as LeafName, properties, isOfFact))}
              />
            )}
            <LeafFields {...props} />
            <Faults
              faults={
                name === 'path' || name === 'reachable'
                  ? faultsAt(faults, pointer).map(({ detail }) => detail)
                  : []
              }
            />
          </Stack>
          {onRemove && (
            <ActionIcon aria-label="Remove condition" onClick={onRemove}>
              <IconX size={14} aria-hidden />
            </ActionIcon>
          )}
        </Group>
      </Box>
      {!isNested && (
        <Group gap={4}>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange({ all: [test, newLeaf(isOfFact ? 'path' : name, properties)] })}
          >
            and
          </Button>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onChange({ any: [test, newLeaf(isOfFact ? 'path' : name, properties)] })}
          >
            or
          </Button>
          {!pointer.endsWith('/not') && (
            <Button size="compact-xs" variant="subtle" onClick={() => onChange({ not: test })}>
              not
            </Button>
          )}
        </Group>
      )}
    </Stack>
  )
}

function LeafFields(props: NodeProps) {
  const { test, world, faults, pointer, onChange } = props
  if ('happened' in test) return <HappenedFields {...props} test={test} />
  if ('rule' in test)
    return (
      <RuleEditor
        rule={test.rule}
        world={world.rules}
        faults={faults}
        pointer={`${pointer}/rule`}
        onChange={rule => onChange({ rule })}
      />
    )
  if ('reachable' in test)
    return (
      <Pick
        label="Channel"
        value={test.reachable}
        data={reachOptions}
        onChange={reachable => onChange({ reachable })}
      />
    )
  if ('inside' in test) return <InsideFields {...props} test={test} />
  if ('path' in test) return <ValueFields {...props} test={test} />
  return null
}

function ValueFields({ test, properties, onChange }: NodeProps & { readonly test: ValueTest }) {
  const { path, valueFrom, ...rest } = test
  const comparison: Comparison = rest
  const property = properties.find(each => each.name === path)
  const isCompared = test.is !== 'present' && test.is !== 'oneOf'
  return (
    <Group gap={6}>
      <PathPick
        path={path}
        properties={properties}
        onChange={next => {
          const type = properties.find(each => each.name === next)?.type
          onChange({
            path: next,
            ...(type && type !== property?.type ? newComparison('equal', type) : comparison),
          })
        }}
      />
      <ComparisonFields
        value={comparison}
        type={property?.type}
        only={operators}
        onChange={next => onChange({ path, ...next })}
      />
      {valueFrom !== undefined && (
        <TextField
          label="Other value"
          value={valueFrom}
          onChange={next => onChange({ path, is: test.is, valueFrom: next })}
        />
      )}
      {isCompared && (
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() =>
            onChange(
              valueFrom === undefined
                ? { path, is: test.is, valueFrom: properties[0]?.name ?? '' }
                : { path, ...newComparison(test.is, property?.type) },
            )
          }
        >
          {valueFrom === undefined ? 'compare with another value' : 'compare with what is written here'}
        </Button>
      )}
    </Group>
  )
}
