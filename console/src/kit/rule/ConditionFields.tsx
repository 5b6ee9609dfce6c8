import { ActionIcon, Button, Group, Stack } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { ComparisonFields, firstComparison } from './ComparisonFields.tsx'
import { Pick, Words } from './RuleFields.tsx'
import type { Condition, InteractionsRule, PropertyCondition } from './rule.ts'
import type { Property } from './use-rule-world.ts'

interface Props {
  readonly rule: InteractionsRule
  readonly properties: readonly Property[]
  readonly onChange: (rule: InteractionsRule) => void
}

/** "with rating below 3": all of them, and each perhaps one of several. */
export function ConditionFields({ rule, properties, onChange }: Props) {
  const { where = [], ...rest } = rule
  const first = properties[0]
  if (!first) return null
  const fresh = (): PropertyCondition => ({ property: first.name, ...firstComparison(first.type) })
  const change = (next: readonly Condition[]) =>
    onChange({ ...rest, ...(next.length > 0 && { where: next }) })
  return (
    <Stack gap={6} w="100%">
      {where.map((condition, index) => {
        const parts = 'any' in condition ? condition.any : [condition]
        const put = (next: readonly PropertyCondition[]) =>
          change(where.flatMap((each, place) => (place === index ? toCondition(next) : [each])))
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have nothing else that they are known by.
          <Group key={index} gap={6}>
            {parts.map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above.
              <Group key={place} gap={6}>
                <Words>{place > 0 ? 'or' : index > 0 ? 'and with' : 'with'}</Words>
                <PropertyFields
                  condition={part}
                  properties={properties}
                  onChange={next => put(parts.map((each, at) => (at === place ? next : each)))}
                />
                <ActionIcon
                  size="sm"
                  aria-label="Remove condition"
                  onClick={() => put(parts.filter((_, at) => at !== place))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </Group>
            ))}
            <Button size="compact-xs" variant="subtle" onClick={() => put([...parts, fresh()])}>
              or
            </Button>
          </Group>
        )
      })}
      <Group>
        <Button size="compact-xs" variant="subtle" onClick={() => change([...where, fresh()])}>
          {where.length === 0 ? 'Add a condition' : 'Add another condition'}
        </Button>
      </Group>
    </Stack>
  )
}

function toCondition(parts: readonly PropertyCondition[]): readonly Condition[] {
  return parts.length > 1 ? [{ any: parts }] : parts
}

interface PropertyProps {
  readonly condition: PropertyCondition
  readonly properties: readonly Property[]
  readonly onChange: (condition: PropertyCondition) => void
}

function PropertyFields({ condition, properties, onChange }: PropertyProps) {
  const { property, not, ...comparison } = condition
  const negation = not ? { not: true } : {}
  const typeOf = (name: string) => properties.find(each => each.name === name)?.type
  return (
    <>
      <Pick
        label="Property"
        width={150}
        searchable
        value={property}
        data={properties.map(({ name, label }) => ({ value: name, label }))}
        onChange={next =>
          onChange({
            property: next,
            ...(typeOf(next) === typeOf(property) ? comparison : firstComparison(typeOf(next))),
            ...negation,
          })
        }
      />
      <Pick
        label="Negation"
        width={72}
        value={not ? 'not' : 'so'}
        data={[
          { value: 'so', label: 'so' },
          { value: 'not', label: 'not' },
        ]}
        onChange={next => onChange({ property, ...comparison, ...(next === 'not' && { not: true }) })}
      />
      <ComparisonFields
        value={comparison}
        type={typeOf(property)}
        onChange={next => onChange({ property, ...next, ...negation })}
      />
    </>
  )
}
