/** The small fields that sentences of rules are made of. */
import { Group, NumberInput, Select, TagsInput, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Amount, Duration, Figure, Measure, Window } from './rule.ts'

export const Words = ({ children }: { readonly children: ReactNode }) => (
  <Text size="sm" span>
    {children}
  </Text>
)

interface PickProps {
  readonly label: string
  readonly value: string
  readonly data: readonly (string | { readonly value: string; readonly label: string })[]
  readonly onChange: (value: string) => void
  readonly width?: number
  readonly searchable?: boolean
}

export function Pick({ label, value, data, onChange, width = 150, searchable = false }: PickProps) {
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      allowDeselect={false}
      searchable={searchable}
      data={[...data]}
      value={value === '' ? null : value}
      onChange={next => next !== null && onChange(next)}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  )
}

interface FieldProps<Value> {
  readonly label: string
  readonly value: Value
  readonly onChange: (value: Value) => void
}

export function NumberField({ label, value, onChange }: FieldProps<number>) {
  return (
    <NumberInput
      size="xs"
      w={84}
      aria-label={label}
      value={value}
      onChange={next => typeof next === 'number' && onChange(next)}
    />
  )
}

export function TextField({ label, value, onChange, type = 'text' }: FieldProps<string> & { type?: string }) {
  return (
    <TextInput
      size="xs"
      w={160}
      type={type}
      aria-label={label}
      placeholder={type === 'text' ? label : undefined}
      value={value}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

export function ListField({ label, value, onChange }: FieldProps<readonly string[]>) {
  return (
    <TagsInput
      size="xs"
      miw={180}
      aria-label={label}
      placeholder={value.length === 0 ? label : undefined}
      value={[...value]}
      onChange={onChange}
      acceptValueOnBlur
    />
  )
}

const calendarUnits = ['days', 'weeks', 'months', 'years']
const units = ['minutes', 'hours', ...calendarUnits]

export function DurationFields({
  value,
  onChange,
  isCalendar = false,
}: Omit<FieldProps<Duration>, 'label'> & { readonly isCalendar?: boolean }) {
  return (
    <Group gap={6} wrap="nowrap">
      <NumberField
        label="How many"
        value={value.amount}
        onChange={amount => onChange({ ...value, amount })}
      />
      <Pick
        label="Unit"
        width={96}
        value={value.unit}
        data={isCalendar ? calendarUnits : units}
        onChange={unit => onChange({ ...value, unit })}
      />
    </Group>
  )
}

const windowKinds = [
  { value: 'last', label: 'in the last' },
  { value: 'beforeLast', label: 'longer ago than' },
  { value: 'both', label: 'between' },
  { value: 'dates', label: 'from … to …' },
]
const month: Duration = { amount: 30, unit: 'days' }
const week: Duration = { amount: 7, unit: 'days' }

function kindOf(window: Window | undefined): string {
  if (!window) return 'ever'
  if (window.last && window.beforeLast) return 'both'
  return window.last ? 'last' : window.beforeLast ? 'beforeLast' : 'dates'
}

function newWindow(kind: string): Window | undefined {
  if (kind === 'last') return { last: month }
  if (kind === 'beforeLast') return { beforeLast: month }
  if (kind === 'both') return { last: month, beforeLast: week }
  return kind === 'dates' ? { from: `${new Date().getUTCFullYear()}-01-01T00:00:00.000Z` } : undefined
}

interface WindowProps {
  readonly value: Window | undefined
  readonly onChange: (value: Window | undefined) => void
  /** Whether it may be any time. */
  readonly isOptional?: boolean
}

export function WindowFields({ value, onChange, isOptional = false }: WindowProps) {
  const kind = kindOf(value)
  const day = (name: 'from' | 'to', label: string) => (
    <TextField
      label={label}
      type="date"
      value={value?.[name]?.slice(0, 10) ?? ''}
      onChange={text =>
        onChange({ ...value, [name]: text === '' ? undefined : new Date(text).toISOString() })
      }
    />
  )
  return (
    <Group gap={6}>
      <Pick
        label="When"
        width={144}
        value={kind}
        data={[...(isOptional ? [{ value: 'ever', label: 'at any time' }] : []), ...windowKinds]}
        onChange={next => onChange(newWindow(next))}
      />
      {value?.last && <DurationFields value={value.last} onChange={last => onChange({ ...value, last })} />}
      {kind === 'both' && <Words>and</Words>}
      {value?.beforeLast && (
        <DurationFields
          value={value.beforeLast}
          onChange={beforeLast => onChange({ ...value, beforeLast })}
        />
      )}
      {(kind === 'both' || kind === 'beforeLast') && <Words>ago</Words>}
      {kind === 'dates' && (
        <>
          {day('from', 'From')}
          <Words>until before</Words>
          {day('to', 'Before')}
        </>
      )}
    </Group>
  )
}

const amountKinds = [
  { value: 'atLeast', label: 'at least' },
  { value: 'atMost', label: 'at most' },
  { value: 'exactly', label: 'exactly' },
  { value: 'between', label: 'between' },
]

function AmountFields({ value, onChange }: Omit<FieldProps<Amount>, 'label'>) {
  const kind = amountKinds.find(each => Object.hasOwn(value, each.value))?.value ?? 'atLeast'
  const [from = 0, to = 0] = value.between ?? []
  const single = value.atLeast ?? value.atMost ?? value.exactly ?? from
  return (
    <Group gap={6} wrap="nowrap">
      <Pick
        label="How often"
        width={104}
        value={kind}
        data={amountKinds}
        onChange={next =>
          onChange(next === 'between' ? { between: [single, single + 1] } : { [next]: single })
        }
      />
      {value.between ? (
        <>
          <NumberField label="From" value={from} onChange={next => onChange({ between: [next, to] })} />
          <Words>and</Words>
          <NumberField label="To" value={to} onChange={next => onChange({ between: [from, next] })} />
        </>
      ) : (
        <NumberField label="Number" value={single} onChange={next => onChange({ [kind]: next })} />
      )}
    </Group>
  )
}

interface FigureProps {
  readonly value: Figure
  readonly onChange: (value: Figure) => void
  /** What there is to add up. */
  readonly numbers: readonly { readonly value: string; readonly label: string }[]
}

const measureKinds = [
  { value: 'sum', label: 'with a sum of' },
  { value: 'average', label: 'with an average of' },
  { value: 'min', label: 'with a smallest' },
  { value: 'max', label: 'with a greatest' },
] as const
const figureKinds = [
  { value: 'count', label: 'in all' },
  { value: 'first', label: 'for the first time' },
  { value: 'last', label: 'for the last time' },
]

export function FigureFields({ value, onChange, numbers }: FigureProps) {
  const kind = Object.keys(value)[0] ?? 'count'
  const measured = measureKinds.find(each => each.value === kind)?.value
  const measure = measured && (value[measured] as Measure)
  function choose(next: string) {
    if (next === 'count') return onChange({ count: { atLeast: 1 } })
    if (next === 'first' || next === 'last') return onChange({ [next]: { last: month } })
    onChange({ [next]: { of: numbers[0]?.value ?? '', atLeast: 1 } })
  }
  return (
    <Group gap={6}>
      <Pick
        label="What is asked"
        width={160}
        value={kind}
        data={[...figureKinds, ...(numbers.length > 0 || measured ? measureKinds : [])]}
        onChange={choose}
      />
      {value.count && (
        <>
          <AmountFields value={value.count} onChange={count => onChange({ count })} />
          <Words>times</Words>
        </>
      )}
      {value.first && (
        <WindowFields value={value.first} onChange={first => onChange({ first: first ?? {} })} />
      )}
      {value.last && <WindowFields value={value.last} onChange={last => onChange({ last: last ?? {} })} />}
      {measured && measure && (
        <>
          <Pick
            label="Number of"
            value={measure.of}
            data={numbers}
            onChange={of => onChange({ [measured]: { ...measure, of } })}
          />
          <Words>of</Words>
          <AmountFields
            value={amountOf(measure)}
            onChange={amount => onChange({ [measured]: { of: measure.of, ...amount } })}
          />
        </>
      )}
    </Group>
  )
}

function amountOf({ of: _, ...amount }: Measure): Amount {
  return amount
}
