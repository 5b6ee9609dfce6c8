import { Group, Stack } from '@mantine/core'
import { NumberField, Pick, TextField, Words } from '../../../kit/rule/RuleFields.tsx'
import type { HappenedTest, Test } from '../test-words.ts'
import { useEditors } from './editors-context.ts'
import type { EditorProps } from './field.ts'
import { DurationEditor } from './simple-editors.tsx'

type Props = Omit<EditorProps, 'value' | 'onChange' | 'field' | 'holder'> & {
  readonly test: HappenedTest
  readonly onChange: (test: Test) => void
}

const figures = [
  { value: 'once', label: 'at least once' },
  { value: 'count', label: 'so many times' },
  { value: 'sum', label: 'with a sum of' },
  { value: 'min', label: 'with a smallest' },
  { value: 'max', label: 'with a greatest' },
  { value: 'average', label: 'with an average of' },
]
const bounds = [
  { value: 'atLeast', label: 'at least' },
  { value: 'atMost', label: 'at most' },
  { value: 'exactly', label: 'exactly' },
]
const happenedField = { name: 'happened', label: 'What happens', type: 'match' } as const
const withinField = {
  name: 'within',
  label: 'Within the last',
  type: 'duration',
  about: 'Without it: since the contact entered.',
  isOptional: true,
} as const

/** That something happened meanwhile, how often, or how much of it. */
export function HappenedFields({ test, onChange, pointer, ...rest }: Props) {
  const { match: MatchEditor } = useEditors()
  const { happened, within, has } = test
  const change = (part: Partial<Record<keyof HappenedTest, unknown>>) => {
    const { happened: match, ...more } = { ...test, ...part }
    const kept = Object.entries(more).filter(([, value]) => value !== undefined)
    onChange({ happened: match, ...Object.fromEntries(kept) } as HappenedTest)
  }
  const [figure, { of, ...asked }] = Object.entries(has ?? {})[0] ?? [
    'once',
    {} as Record<string, string | number>,
  ]
  const [[bound, number] = ['atLeast', 1]] = [Object.entries(asked)[0]]
  const tell = (name: string, key: string, amount: number, property?: string) =>
    change({
      has:
        name === 'once'
          ? undefined
          : { [name]: { ...(name !== 'count' && { of: property ?? '' }), [key]: amount } },
    })
  return (
    <Stack gap="xs">
      <MatchEditor
        {...rest}
        field={happenedField}
        holder={{ ...test }}
        value={happened}
        pointer={`${pointer}/happened`}
        onChange={next => change({ happened: next })}
      />
      <Group gap={6}>
        <Pick
          label="How often"
          width={160}
          value={figure}
          data={figures}
          onChange={next => tell(next, 'atLeast', 1, String(of ?? ''))}
        />
        {figure !== 'once' && figure !== 'count' && (
          <>
            <TextField
              label="Number of"
              value={String(of ?? '')}
              onChange={next => tell(figure, bound, Number(number), next)}
            />
            <Words>of</Words>
          </>
        )}
        {figure !== 'once' && (
          <>
            <Pick
              label="Bound"
              width={104}
              value={bound}
              data={bounds}
              onChange={next => tell(figure, next, Number(number), String(of ?? ''))}
            />
            <NumberField
              label="Number"
              value={Number(number)}
              onChange={next => tell(figure, bound, next, String(of ?? ''))}
            />
          </>
        )}
      </Group>
      <DurationEditor
        {...rest}
        field={withinField}
        value={within}
        holder={{}}
        pointer={`${pointer}/within`}
        onChange={next => change({ within: next })}
      />
    </Stack>
  )
}
