import { Autocomplete, Group } from '@mantine/core'
import { channelInSentence, preferenceWords, reachedBy } from '../channels.ts'
import { ComparisonFields, newComparison } from './ComparisonFields.tsx'
import { FactFields } from './FactFields.tsx'
import { ListField, Pick, TextField, WindowFields, Words } from './RuleFields.tsx'
import type { AttributeRule, Leaf } from './rule.ts'
import { SegmentField } from './SegmentField.tsx'
import type { RuleWorld } from './use-rule-world.ts'

interface Props<Kind extends Leaf = Leaf> {
  readonly rule: Kind
  readonly world: RuleWorld
  readonly onChange: (rule: Leaf) => void
}

const channels = Object.keys(preferenceWords).map(value => ({ value, label: channelInSentence(value) }))
const reachable = [
  ...Object.keys(preferenceWords)
    .filter(value => value !== 'postal')
    .map(value => ({ value, label: reachedBy([value]) })),
  { value: 'email,sms', label: reachedBy(['email', 'sms']) },
]

/** One sentence about a contact. */
export function LeafFields({ rule, world, onChange }: Props) {
  switch (rule.kind) {
    case 'attribute':
      return <AttributeFields rule={rule} world={world} onChange={onChange} />
    case 'contactType':
    case 'source':
      return (
        <>
          <Words>{rule.kind === 'source' ? 'was made by one of' : 'has one of the contact types'}</Words>
          <ListField
            label={rule.kind === 'source' ? 'Sources' : 'Contact types'}
            value={rule.oneOf}
            onChange={oneOf => onChange({ ...rule, oneOf })}
          />
        </>
      )
    case 'approved':
      return (
        <YesNo
          label="Approval"
          words={['is approved', 'is not approved']}
          value={rule.value}
          onChange={value => onChange({ ...rule, value })}
        />
      )
    case 'preference':
      return (
        <>
          <YesNo
            label="Preference"
            words={['accepts', 'declines']}
            value={rule.accepts}
            onChange={accepts => onChange({ ...rule, accepts })}
          />
          <Pick
            label="Channel"
            value={rule.channel}
            data={channels}
            onChange={channel => onChange({ ...rule, channel })}
          />
        </>
      )
    case 'consent':
      return (
        <>
          <YesNo
            label="Answer"
            words={['gave', 'withdrew']}
            value={rule.value}
            onChange={value => onChange({ ...rule, value })}
          />
          <Words>the consent</Words>
          <TextField label="Consent" value={rule.id} onChange={id => onChange({ ...rule, id })} />
        </>
      )
    case 'created':
      return (
        <>
          <Words>was made</Words>
          <WindowFields
            value={rule.within}
            onChange={within => onChange({ ...rule, within: within ?? {} })}
          />
        </>
      )
    case 'reachable':
      return (
        <Pick
          label="Channels"
          width={340}
          value={rule.channels.join()}
          data={
            reachable.some(({ value }) => value === rule.channels.join())
              ? reachable
              : [...reachable, { value: rule.channels.join(), label: reachedBy(rule.channels) }]
          }
          onChange={value => onChange({ ...rule, channels: value.split(',') })}
        />
      )
    case 'segment':
      return (
        <>
          <Words>is in</Words>
          <SegmentField value={rule.id} onChange={id => onChange({ ...rule, id })} />
        </>
      )
    default:
      return <FactFields rule={rule} world={world} onChange={onChange} />
  }
}

function AttributeFields({ rule, world, onChange }: Props<AttributeRule>) {
  const { kind, name, ...comparison } = rule
  const type = world.attributes.get(name)
  function rename(next: string) {
    const before = world.attributes.get(name)
    const after = world.attributes.get(next)
    const kept = before === after || after === undefined ? comparison : newComparison(comparison.is, after)
    onChange({ kind, name: next, ...kept })
  }
  return (
    <>
      <Autocomplete
        size="xs"
        w={170}
        aria-label="Attribute"
        placeholder="Attribute"
        data={[...world.attributes.keys()].sort()}
        value={name}
        onChange={rename}
      />
      <Group gap={6}>
        <ComparisonFields
          value={comparison}
          type={type}
          hasMoments
          onChange={next => onChange({ kind, name, ...next })}
        />
        {type === undefined && comparison.is === 'equal' && (
          <Pick
            label="Kind of value"
            width={100}
            value={typeof comparison.value}
            data={[
              { value: 'string', label: 'as text' },
              { value: 'number', label: 'as number' },
              { value: 'boolean', label: 'yes or no' },
            ]}
            onChange={chosen => onChange({ kind, name, ...newComparison('equal', chosen) })}
          />
        )}
      </Group>
    </>
  )
}

interface YesNoProps {
  readonly label: string
  readonly words: readonly [yes: string, no: string]
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

function YesNo({ label, words: [yes, no], value, onChange }: YesNoProps) {
  return (
    <Pick
      label={label}
      width={140}
      value={String(value)}
      data={[
        { value: 'true', label: yes },
        { value: 'false', label: no },
      ]}
      onChange={next => onChange(next === 'true')}
    />
  )
}
