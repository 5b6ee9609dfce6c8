import {
  NativeSelect,
  NumberInput,
  PasswordInput,
  SimpleGrid,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core'
import { useState } from 'react'
import type { ProviderField } from './provider-kinds.ts'
import { pairsText, readPairs, type Settings, valueAt, withValue } from './provider-settings.ts'

interface Props {
  readonly fields: readonly ProviderField[]
  readonly settings: Settings
  readonly onChange: (settings: Settings) => void
  /** What is wrong with a setting, by its name. */
  readonly faultOf: (name: string) => string | undefined
}

/** A field for each setting. Secrets that are kept are shown as ***, and stay when nothing else is entered. */
export function ProviderFields({ fields, settings, onChange, faultOf }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} verticalSpacing="sm">
      {fields.map(field => (
        <Field
          key={field.name}
          field={field}
          value={valueAt(settings, field.name)}
          error={faultOf(field.name)}
          onChange={value => onChange(withValue(settings, field.name, value))}
        />
      ))}
    </SimpleGrid>
  )
}

interface FieldProps {
  readonly field: ProviderField
  readonly value: unknown
  readonly error: string | undefined
  readonly onChange: (value: unknown) => void
}

const overBoth = { gridColumn: '1 / -1' }
const long = { style: overBoth, autosize: true, minRows: 2 }
const wrapperOrder: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
]

function Field({ field, value, error, onChange }: FieldProps) {
  const { label, about, form, isNeeded = false, example } = field
  const shared = {
    label,
    error,
    // Fields beside each other stand at one height.
    inputWrapperOrder: wrapperOrder,
    ...(isNeeded && { withAsterisk: true }),
    ...(about !== undefined && { description: about }),
    ...(example !== undefined && { placeholder: example }),
  }
  const text = value === undefined ? '' : String(value)
  if (form === 'yes')
    return (
      <Switch
        label={label}
        description={about}
        error={error}
        style={overBoth}
        checked={value === true}
        onChange={event => onChange(event.currentTarget.checked || undefined)}
      />
    )
  if (form === 'pairs') return <Pairs shared={shared} value={value} onChange={onChange} />
  if (form === 'number')
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        allowDecimal={false}
        allowNegative={false}
        onChange={next => onChange(typeof next === 'number' ? next : undefined)}
      />
    )
  if (form === 'secret')
    return (
      <PasswordInput
        {...shared}
        autoComplete="new-password"
        value={text}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  if (form === 'long')
    return (
      <Textarea {...shared} {...long} value={text} onChange={event => onChange(event.currentTarget.value)} />
    )
  if (form !== undefined)
    return (
      <NativeSelect
        {...shared}
        value={text}
        data={[{ value: '', label: 'The usual' }, ...form]}
        onChange={event => onChange(event.currentTarget.value)}
      />
    )
  return <TextInput {...shared} value={text} onChange={event => onChange(event.currentTarget.value)} />
}

interface PairsProps {
  readonly shared: { readonly label: string; readonly error: string | undefined }
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}

/** Keeps what is being typed, though it is no header yet. */
function Pairs({ shared, value, onChange }: PairsProps) {
  const [text, setText] = useState(() => (typeof value === 'string' ? value : pairsText(value)))
  return (
    <Textarea
      {...shared}
      {...long}
      value={text}
      onChange={event => {
        const next = event.currentTarget.value
        setText(next)
        // What is told instead of the headers leaves them as they are.
        onChange(next.trim() === '***' ? '***' : readPairs(next))
      }}
    />
  )
}
