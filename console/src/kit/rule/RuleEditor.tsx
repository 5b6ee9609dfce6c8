import { ActionIcon, Box, Button, Menu, Group as Row, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Fault } from '../../api/problem.ts'
import { LeafFields } from './LeafFields.tsx'
import { Pick, Words } from './RuleFields.tsx'
import classes from './rule.module.css'
import { type Group, isGroup, kindNames, type Leaf, newLeaf, peeled, type Rule } from './rule.ts'
import type { RuleWorld } from './use-rule-world.ts'

interface Props {
  readonly rule: Rule
  readonly world: RuleWorld
  /** What the server says is wrong, by pointers that begin with `pointer`. */
  readonly faults: readonly Fault[]
  readonly pointer: string
  readonly onChange: (rule: Rule) => void
  /** Without it, it is the whole. */
  readonly onRemove?: () => void
}

/** A node of a rule, and all below it. */
export function RuleEditor({ rule: given, onChange, pointer, ...rest }: Props) {
  const { rule, isNegated, depth } = peeled(given)
  const wrap = (next: Rule, negated: boolean) => onChange(negated ? { kind: 'not', of: next } : next)
  const parts = {
    ...rest,
    isNegated,
    pointer: pointer + '/of'.repeat(depth),
    onNegate: (negated: boolean) => wrap(rule, negated),
    onChange: (next: Rule) => wrap(next, isNegated),
  }
  return isGroup(rule) ? <GroupEditor group={rule} {...parts} /> : <LeafEditor leaf={rule} {...parts} />
}

type PartProps = Omit<Props, 'rule'> & {
  readonly isNegated: boolean
  readonly onNegate: (isNegated: boolean) => void
}

function GroupEditor({
  group,
  world,
  faults,
  pointer,
  onChange,
  onRemove,
  ...negation
}: PartProps & { readonly group: Group }) {
  const change = (of: readonly Rule[]) => onChange({ ...group, of })
  return (
    <Box className={onRemove ? classes.group! : classes.whole!} role="group" aria-label="Conditions">
      <Stack gap="xs">
        <Row gap={6}>
          <Pick
            label="Negated group"
            width={150}
            value={negation.isNegated ? 'not' : 'who'}
            data={[
              { value: 'who', label: 'who fits' },
              { value: 'not', label: 'who does not fit' },
            ]}
            onChange={value => negation.onNegate(value === 'not')}
          />
          <Pick
            label="All or any"
            width={144}
            value={group.kind}
            data={[
              { value: 'all', label: 'all of' },
              { value: 'any', label: 'at least one of' },
            ]}
            onChange={kind => onChange({ ...group, kind: kind as 'all' | 'any' })}
          />
          <Words>these:</Words>
          {onRemove && <Remove label="Remove group" onClick={onRemove} />}
        </Row>
        {group.of.map((part, index) => (
          <RuleEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of a rule have nothing else that they are known by.
            key={index}
            rule={part}
            world={world}
            faults={faults}
            pointer={`${pointer}/of/${index}`}
            onChange={next => change(group.of.map((each, at) => (at === index ? next : each)))}
            onRemove={() => change(group.of.filter((_, at) => at !== index))}
          />
        ))}
        <Row gap="xs">
          <AddLeaf onAdd={kind => change([...group.of, newLeaf(kind, world.schemas[0]?.id)])} />
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() =>
              change([
                ...group.of,
                { kind: group.kind === 'all' ? 'any' : 'all', of: [newLeaf('attribute')] },
              ])
            }
          >
            Add a group
          </Button>
        </Row>
      </Stack>
    </Box>
  )
}

function LeafEditor({
  leaf,
  world,
  faults,
  pointer,
  onChange,
  onRemove,
  ...negation
}: PartProps & { readonly leaf: Leaf }) {
  const ours = faults.filter(fault => fault.pointer === pointer || fault.pointer?.startsWith(`${pointer}/`))
  return (
    <Box className={classes.leaf!} role="group" aria-label={kindNames[leaf.kind]}>
      <Row gap={6} wrap="nowrap" align="flex-start">
        <Row gap={6} style={{ flex: 1, minWidth: 0 }}>
          <Pick
            label="Negated"
            width={100}
            value={negation.isNegated ? 'not' : 'who'}
            data={[
              { value: 'who', label: 'who' },
              { value: 'not', label: 'not who' },
            ]}
            onChange={value => negation.onNegate(value === 'not')}
          />
          <LeafFields rule={leaf} world={world} onChange={onChange} />
        </Row>
        {onRemove && <Remove label={`Remove: ${kindNames[leaf.kind]}`} onClick={onRemove} />}
      </Row>
      {ours.map(fault => (
        <Text key={`${fault.pointer} ${fault.detail}`} size="sm" className={classes.fault!}>
          {fault.pointer?.slice(pointer.length + 1)} {fault.detail}
        </Text>
      ))}
    </Box>
  )
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <ActionIcon aria-label={label} onClick={onClick} ml="auto">
      <IconX size={16} aria-hidden />
    </ActionIcon>
  )
}

function AddLeaf({ onAdd }: { readonly onAdd: (kind: Leaf['kind']) => void }) {
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="light" leftSection={<IconPlus size={14} aria-hidden />}>
          Add a sentence
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {Object.entries(kindNames).map(([kind, name]) => (
          <Menu.Item key={kind} onClick={() => onAdd(kind as Leaf['kind'])}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
