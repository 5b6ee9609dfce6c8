import { JsonInput, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useTypedNumber } from '../../../kit/typed-number.ts'
import type { Match } from '../model/definition.ts'
import { valuesOf, type World } from '../use-world.ts'

interface Props {
  readonly entry: Match
  readonly world: World
  /** JSON: what is being typed need not be complete. */
  readonly value: string
  readonly onChange: (value: string) => void
}

export function readValues(text: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(text === '' ? '{}' : text)
    return typeof read === 'object' && read !== null && !Array.isArray(read)
      ? (read as Record<string, unknown>)
      : {}
  } catch {
    return {}
  }
}

export function isReadable(text: string): boolean {
  try {
    JSON.parse(text === '' ? '{}' : text)
    return true
  } catch {
    return false
  }
}

/** What would happen to the contact: the values of the entry, by the types of its schema. */
export function EntryValues({ entry, world, value, onChange }: Props) {
  const properties = valuesOf(entry, world)
  const values = readValues(value)
  if (properties.length === 0 || properties.some(({ type }) => type === 'object' || type === 'array'))
    return (
      <JsonInput
        label="Values of the entry"
        description="As JSON"
        autosize
        minRows={3}
        validationError="This is no JSON yet"
        value={value}
        onChange={onChange}
      />
    )
  const put = (name: string, next: unknown) => {
    const { [name]: _, ...rest } = values
    onChange(JSON.stringify(next === undefined || next === '' ? rest : { ...values, [name]: next }))
  }
  return (
    <Stack gap="xs">
      {properties.map(({ name, label, type }) => {
        if (type === 'number' || type === 'integer')
          return (
            <NumberValue key={name} label={label} value={values[name]} onChange={next => put(name, next)} />
          )
        if (type === 'boolean')
          return (
            <Select
              key={name}
              size="xs"
              label={label}
              clearable
              data={[
                { value: 'true', label: 'yes' },
                { value: 'false', label: 'no' },
              ]}
              value={values[name] === undefined ? null : String(values[name])}
              onChange={next => put(name, next === null ? undefined : next === 'true')}
            />
          )
        return (
          <TextInput
            key={name}
            size="xs"
            label={label}
            value={String(values[name] ?? '')}
            onChange={event => put(name, event.currentTarget.value)}
          />
        )
      })}
    </Stack>
  )
}

interface NumberValueProps {
  readonly label: string
  readonly value: unknown
  readonly onChange: (value: number | undefined) => void
}

function NumberValue({ label, value, onChange }: NumberValueProps) {
  return <NumberInput size="xs" label={label} {...useTypedNumber(value, onChange)} />
}
