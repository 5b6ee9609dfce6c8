import { ActionIcon, Button, Fieldset, Group, Stack } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Pick, TextField, Words } from '../../../kit/rule/RuleFields.tsx'
import { comparisonWords } from '../../../kit/rule/rule-words.ts'
import { newMatch } from '../match-kinds.ts'
import type { Match } from '../model/definition.ts'
import { type EditorProps, faultsAt } from './field.ts'
import { Faults } from './list-editors.tsx'
import { MatchFields } from './MatchFields.tsx'
import { DurationEditor } from './simple-editors.tsx'

interface Relation {
  readonly path: string
  readonly is: string
  readonly attribute?: string
  readonly did?: Match
  readonly value?: string
  readonly within?: string
}

const comparisons = [
  'equal',
  'contains',
  'startsWith',
  'endsWith',
  'less',
  'atMost',
  'greater',
  'atLeast',
].map(value => ({
  value,
  label: comparisonWords[value] ?? value,
}))
const withinField = {
  name: 'within',
  label: 'At most so long ago',
  type: 'duration',
  about: 'A month without it.',
  isOptional: true,
} as const

/** Which values of a business event are those of a contact, or of what it did. */
export function MappingEditor({ field, value, onChange, ...rest }: EditorProps) {
  const { pointer, faults } = rest
  const relations = (Array.isArray(value) ? value : []) as readonly Relation[]
  const tell = (next: readonly Relation[]) => onChange(next.length > 0 ? next : undefined)
  return (
    <Fieldset legend={field.label} p="xs">
      <Stack gap="sm">
        {relations.map((relation, n) => {
          const put = (next: Relation) => tell(relations.map((each, at) => (at === n ? next : each)))
          const { path, is, within } = relation
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: relations have nothing else that they are known by.
            <Stack key={n} gap={6}>
              <Group gap={6}>
                <TextField
                  label={`Value ${n + 1} of the event`}
                  value={path}
                  onChange={next => put({ ...relation, path: next })}
                />
                <Pick
                  label={`Comparison ${n + 1}`}
                  width={120}
                  value={is}
                  data={comparisons}
                  onChange={next => put({ ...relation, is: next })}
                />
                <ActionIcon
                  aria-label={`Remove relation ${n + 1}`}
                  onClick={() => tell(relations.filter((_, at) => at !== n))}
                >
                  <IconX size={14} aria-hidden />
                </ActionIcon>
              </Group>
              <Group gap={6}>
                <Pick
                  label={`Relation ${n + 1}`}
                  width={170}
                  value={relation.did ? 'did' : 'attribute'}
                  data={[
                    { value: 'attribute', label: 'the attribute' },
                    { value: 'did', label: 'a value of what it did' },
                  ]}
                  onChange={next =>
                    put(
                      next === 'did'
                        ? { path, is, did: newMatch('interaction'), value: '' }
                        : { path, is, attribute: '' },
                    )
                  }
                />
                {relation.did ? (
                  <TextField
                    label={`Its value ${n + 1}`}
                    value={relation.value ?? ''}
                    onChange={next => put({ ...relation, value: next })}
                  />
                ) : (
                  <TextField
                    label={`Attribute ${n + 1}`}
                    value={relation.attribute ?? ''}
                    onChange={next => put({ ...relation, attribute: next })}
                  />
                )}
              </Group>
              {relation.did && (
                <>
                  <Words>of</Words>
                  <MatchFields
                    {...rest}
                    match={relation.did}
                    pointer={`${pointer}/${n}/did`}
                    onChange={did => put({ ...relation, did })}
                  />
                </>
              )}
              <DurationEditor
                {...rest}
                field={withinField}
                value={within}
                pointer={`${pointer}/${n}/within`}
                onChange={next => {
                  const { within: _, ...others } = relation
                  put(typeof next === 'string' ? { ...relation, within: next } : others)
                }}
              />
            </Stack>
          )
        })}
        <Faults faults={faultsAt(faults, pointer).map(({ detail }) => detail)} />
        <Group>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => tell([...relations, { path: '', is: 'equal', attribute: '' }])}
          >
            Add a relation
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
