/** Fields of one value. */
import {
  Autocomplete,
  Group,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { durationInWords, durationUnits, readDuration, writeDuration } from '../../../kit/durations.ts'
import { useTypedNumber } from '../../../kit/typed-number.ts'
import { valuesOfRun } from '../use-world.ts'
import { type EditorProps, faultAt } from './field.ts'
import { stepOptions } from './step-options.ts'

/** What a text becomes: an optional one that is empty is left out. */
const textOf = ({ field }: EditorProps, text: string) => (text === '' && field.isOptional ? undefined : text)

export const common = ({ field, faults, pointer }: EditorProps) => ({
  size: 'sm' as const,
  label: field.label,
  description: field.about,
  error: faultAt(faults, pointer),
  withAsterisk: !field.isOptional && field.type !== 'switch',
})

export function TextEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <TextInput
      {...common(props)}
      value={String(value ?? '')}
      onChange={event => onChange(textOf(props, event.currentTarget.value))}
    />
  )
}

export function LinesEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <Textarea
      {...common(props)}
      autosize
      minRows={3}
      maxRows={12}
      value={String(value ?? '')}
      onChange={event => onChange(textOf(props, event.currentTarget.value))}
    />
  )
}

export function NumberEditor(props: EditorProps) {
  const { field, value, onChange } = props
  const typed = useTypedNumber(value, onChange)
  return (
    <NumberInput
      {...common(props)}
      {...typed}
      {...(field.least !== undefined && { min: field.least })}
      {...(field.most !== undefined && { max: field.most })}
    />
  )
}

export function SwitchEditor({ field, value, onChange }: EditorProps) {
  return (
    <Switch
      label={field.label}
      description={field.about}
      checked={value === true}
      onChange={event => onChange(event.currentTarget.checked || undefined)}
    />
  )
}

export function TimeEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <TextInput
      {...common(props)}
      type="time"
      w={140}
      value={String(value ?? '')}
      onChange={event => onChange(textOf(props, event.currentTarget.value))}
    />
  )
}

export function TagsEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <TagsInput
      {...common(props)}
      acceptValueOnBlur
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={next => onChange(next.length > 0 ? next : undefined)}
    />
  )
}

/** Whose options are true and false has those as values. */
export function ChoiceEditor(props: EditorProps) {
  const { field, value, holder, onChange } = props
  const options = field.optionsOf?.(holder) ?? field.options ?? {}
  const isTruth = Object.keys(options).every(key => key === 'true' || key === 'false')
  return (
    <Select
      {...common(props)}
      allowDeselect={field.isOptional ?? false}
      clearable={field.isOptional ?? false}
      placeholder={field.isOptional ? 'any' : undefined}
      data={Object.entries(options).map(([key, label]) => ({ value: key, label }))}
      value={value === undefined ? null : String(value)}
      onChange={next => onChange(next === null ? undefined : isTruth ? next === 'true' : next)}
    />
  )
}

interface NamedProps extends EditorProps {
  readonly known: readonly { readonly id: string; readonly name: string }[]
}

/** One of what the company has; what is not known keeps its id. */
function NamedEditor({ known, ...props }: NamedProps) {
  const { field, value, onChange } = props
  const id = typeof value === 'string' ? value : ''
  const isKnown = id === '' || known.some(each => each.id === id)
  return (
    <Select
      {...common(props)}
      searchable
      clearable={field.isOptional ?? false}
      placeholder={field.isOptional ? 'any' : 'Choose one'}
      nothingFoundMessage="There is none"
      data={[
        ...known.map(({ id: key, name }) => ({ value: key, label: name })),
        ...(isKnown ? [] : [{ value: id, label: id }]),
      ]}
      value={id === '' ? null : id}
      onChange={next => onChange(next ?? (field.isOptional ? undefined : ''))}
    />
  )
}

export const SchemaEditor = (props: EditorProps) => <NamedEditor {...props} known={props.world.schemas} />
export function TemplateEditor(props: EditorProps) {
  const { channel } = props.holder
  const fits = props.world.templates.filter(each => channel === undefined || each.channel === channel)
  return <NamedEditor {...props} known={fits} />
}
export const StepEditor = (props: EditorProps) => (
  <NamedEditor
    {...props}
    known={stepOptions(props.definition, props.world, ({ kind }) => kind === 'sendMessage')}
  />
)

export function AttributeEditor(props: EditorProps) {
  const { value, world, onChange } = props
  return (
    <Autocomplete
      {...common(props)}
      data={[...world.rules.attributes.keys()].sort()}
      value={String(value ?? '')}
      onChange={text => onChange(textOf(props, text))}
    />
  )
}

/** A path such as contact.city. */
export function PathEditor(props: EditorProps) {
  const { value, definition, world, onChange } = props
  return (
    <Autocomplete
      {...common(props)}
      data={valuesOfRun(definition, world).map(({ name }) => name)}
      value={String(value ?? '')}
      onChange={text => onChange(textOf(props, text))}
    />
  )
}

const zones = ['tenant', 'contact', ...Intl.supportedValuesOf('timeZone')]
export function ZoneEditor(props: EditorProps) {
  const { value, onChange } = props
  return (
    <Autocomplete
      {...common(props)}
      placeholder="tenant: that of the company"
      limit={50}
      data={zones}
      value={String(value ?? '')}
      onChange={text => onChange(textOf(props, text))}
    />
  )
}

/** In a number and a unit; what has several units is written out. */
export function DurationEditor(props: EditorProps) {
  const { field, value, onChange } = props
  const text = typeof value === 'string' ? value : ''
  const isSigned = field.type === 'signedDuration'
  const read = text === '' ? undefined : readDuration(text)
  if (text !== '' && !read)
    return (
      <TextEditor
        {...props}
        field={{ ...field, about: `${durationInWords(text)}. ISO 8601, such as P1DT12H.` }}
      />
    )
  const { amount, unit, isBefore } = read ?? { amount: undefined, unit: 'days', isBefore: isSigned }
  const change = (part: Partial<{ amount: number; unit: string; isBefore: boolean }>) => {
    const next = { amount: amount ?? 1, unit, isBefore, ...part }
    onChange(writeDuration(next, isSigned && next.isBefore))
  }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        {...common(props)}
        min={0}
        style={{ flex: 1 }}
        value={amount ?? ''}
        onChange={next =>
          typeof next === 'number' ? change({ amount: next }) : field.isOptional && onChange(undefined)
        }
      />
      <Select
        aria-label={`${field.label}: unit`}
        w={112}
        allowDeselect={false}
        data={durationUnits}
        value={unit}
        onChange={next => next && change({ unit: next })}
      />
      {isSigned && (
        <Select
          aria-label={`${field.label}: before or after`}
          w={92}
          allowDeselect={false}
          data={['before', 'after']}
          value={isBefore ? 'before' : 'after'}
          onChange={next => change({ isBefore: next === 'before' })}
        />
      )}
    </Group>
  )
}
