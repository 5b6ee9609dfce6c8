import { NumberInput, SimpleGrid, TagsInput, TextInput } from '@mantine/core'
import { useTypedNumber } from '../../kit/typed-number.ts'
import type { Keywords } from './definition.ts'

interface Props {
  readonly keywords: Keywords
  readonly onChange: (change: Keywords) => void
}

/** What a value of the field must keep to beside its type. */
export function FieldLimits({ keywords, onChange }: Props) {
  const { type } = keywords
  const number = (name: string, label: string) => (
    <Limit key={name} label={label} value={keywords[name]} onChange={value => onChange({ [name]: value })} />
  )
  if (type === 'integer' || type === 'number')
    return (
      <>
        <SimpleGrid cols={3} spacing="xs">
          {number('minimum', 'At least')}
          {number('maximum', 'At most')}
          {number('multipleOf', 'Multiple of')}
        </SimpleGrid>
        <Values
          keywords={keywords}
          onChange={values => onChange({ enum: values.map(Number).filter(Number.isFinite) })}
          onClear={() => onChange({ enum: undefined })}
        />
      </>
    )
  if (type !== 'string') return null
  return (
    <>
      <SimpleGrid cols={3} spacing="xs">
        {number('minLength', 'Shortest')}
        {number('maxLength', 'Longest')}
        <TextInput
          size="xs"
          label="Pattern"
          value={String(keywords.pattern ?? '')}
          onChange={event => onChange({ pattern: event.currentTarget.value || undefined })}
        />
      </SimpleGrid>
      <Values
        keywords={keywords}
        onChange={values => onChange({ enum: values })}
        onClear={() => onChange({ enum: undefined })}
      />
    </>
  )
}

interface LimitProps {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: number | undefined) => void
}

function Limit({ label, value, onChange }: LimitProps) {
  return <NumberInput size="xs" label={label} hideControls {...useTypedNumber(value, onChange)} />
}

interface ValuesProps {
  readonly keywords: Keywords
  readonly onChange: (values: readonly string[]) => void
  readonly onClear: () => void
}

function Values({ keywords, onChange, onClear }: ValuesProps) {
  const values = Array.isArray(keywords.enum) ? keywords.enum.map(String) : []
  return (
    <TagsInput
      size="xs"
      label="Only these values"
      placeholder={values.length === 0 ? 'Any' : ''}
      value={values}
      onChange={next => (next.length === 0 ? onClear() : onChange(next))}
    />
  )
}
