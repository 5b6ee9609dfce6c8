import { NativeSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core'
import type { SettingField } from './setting-fields.ts'

interface Props {
  readonly field: SettingField
  readonly value: unknown
  readonly error: string | undefined
  readonly isReadOnly: boolean
  readonly onChange: (value: unknown) => void
}

/** The field that fits what a setting is. */
export function SettingInput({ field, value, error, isReadOnly, onChange }: Props) {
  const { label, about, options, unit } = field
  const shared = { label, error, disabled: isReadOnly, ...(about !== undefined && { description: about }) }
  if (options)
    return (
      <NativeSelect
        {...shared}
        data={[...options]}
        value={String(value)}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  if (typeof value === 'boolean')
    return <Switch {...shared} checked={value} onChange={event => onChange(event.currentTarget.checked)} />
  if (Array.isArray(value)) return <TagsInput {...shared} value={value.map(String)} onChange={onChange} />
  if (typeof value === 'number')
    return (
      <NumberInput
        {...shared}
        value={value}
        allowDecimal={false}
        min={0}
        {...(unit && { suffix: ` ${unit}` })}
        onChange={next => typeof next === 'number' && onChange(next)}
      />
    )
  return (
    <TextInput
      {...shared}
      value={String(value ?? '')}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
