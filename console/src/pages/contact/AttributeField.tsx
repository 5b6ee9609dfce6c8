import { NativeSelect, TextInput } from '@mantine/core'
import { labelOf } from './attributes.ts'

interface Props {
  readonly name: string
  readonly before: unknown
  readonly text: string
  readonly error: string | undefined
  readonly onChange: (text: string) => void
}

/** A field of the kind that the value is of. */
export function AttributeField({ name, before, text, error, onChange }: Props) {
  const shared = { label: labelOf(name), error }
  if (typeof before === 'boolean')
    return (
      <NativeSelect
        {...shared}
        value={text}
        onChange={event => onChange(event.currentTarget.value)}
        data={[
          { value: 'true', label: 'Yes' },
          { value: 'false', label: 'No' },
        ]}
      />
    )
  return (
    <TextInput
      {...shared}
      value={text}
      type={name === 'email' ? 'email' : name === 'birthDay' ? 'date' : 'text'}
      inputMode={typeof before === 'number' ? 'decimal' : 'text'}
      dir="auto"
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
