import { DurationFields, ListField, NumberField, Pick, TextField, Words } from './RuleFields.tsx'
import type { Comparison, Scalar } from './rule.ts'
import { comparisonWords } from './rule-words.ts'

const ofTexts = [
  ...['equal', 'oneOf', 'present', 'contains', 'startsWith', 'endsWith', 'matches', 'before', 'after', 'on'],
  ...['withinLast', 'withinNext', 'anniversaryWithinLast', 'anniversaryWithinNext'],
]
const ofNumbers = ['equal', 'oneOf', 'present', 'less', 'atMost', 'greater', 'atLeast', 'between']
const numeric = new Set(['less', 'atMost', 'greater', 'atLeast'])

export function comparisonsOf(type: string | undefined): readonly string[] {
  if (type === 'boolean') return ['equal', 'present']
  if (type === 'number' || type === 'integer') return ofNumbers
  if (type === 'object' || type === 'array') return ['includes', 'present']
  return type === 'string' ? ofTexts : [...new Set([...ofTexts, ...ofNumbers, 'includes'])]
}

/** The first that fits the type. */
export const firstComparison = (type: string | undefined) => newComparison(comparisonsOf(type)[0]!, type)

export function newComparison(is: string, type: string | undefined): Comparison {
  const isNumber = type === 'number' || type === 'integer'
  if (numeric.has(is)) return { is, value: 0 }
  if (is === 'equal') return { is, value: type === 'boolean' ? true : isNumber ? 0 : '' }
  if (is === 'oneOf' || is === 'includes') return { is, values: [] }
  if (is === 'matches') return { is, pattern: '' }
  if (is === 'between') return { is, from: 0, to: 10 }
  if (['before', 'after', 'on'].includes(is)) return { is, day: '' }
  if (is === 'withinLast' || is === 'withinNext') return { is, duration: { amount: 30, unit: 'days' } }
  if (is.startsWith('anniversary')) return { is, days: 7 }
  return is === 'present' ? { is } : { is, value: '' }
}

interface Props {
  readonly value: Comparison
  /** Undefined: not known. */
  readonly type: string | undefined
  /** Whether minutes and hours may be asked for. */
  readonly hasMoments?: boolean
  /** Of the comparisons only these. */
  readonly only?: readonly string[]
  readonly onChange: (value: Comparison) => void
}

export function ComparisonFields({ value, type, hasMoments = false, only, onChange }: Props) {
  const { is } = value
  const known = comparisonsOf(type).filter(each => only?.includes(each) ?? true)
  const choices = known.includes(is) ? known : [is, ...known]
  return (
    <>
      <Pick
        label="Comparison"
        width={150}
        value={is}
        data={choices.map(each => ({ value: each, label: comparisonWords[each] ?? each }))}
        onChange={next => onChange(newComparison(next, type))}
      />
      {value.value !== undefined && (
        <ScalarField value={value.value} onChange={next => onChange({ is, value: next })} />
      )}
      {value.values && (
        <ListField
          label="Values"
          value={value.values.map(String)}
          onChange={texts => onChange({ is, values: texts.map(text => typed(text, type)) })}
        />
      )}
      {value.pattern !== undefined && (
        <TextField label="Pattern" value={value.pattern} onChange={pattern => onChange({ is, pattern })} />
      )}
      {value.from !== undefined && value.to !== undefined && (
        <>
          <NumberField label="From" value={value.from} onChange={from => onChange({ ...value, from })} />
          <Words>and</Words>
          <NumberField label="To" value={value.to} onChange={to => onChange({ ...value, to })} />
        </>
      )}
      {value.day !== undefined && (
        <TextField label="Day" type="date" value={value.day} onChange={day => onChange({ is, day })} />
      )}
      {value.duration && (
        <DurationFields
          value={value.duration}
          isCalendar={!hasMoments}
          onChange={duration => onChange({ is, duration })}
        />
      )}
      {value.days !== undefined && (
        <>
          <NumberField label="Days" value={value.days} onChange={days => onChange({ is, days })} />
          <Words>days</Words>
        </>
      )}
    </>
  )
}

const typed = (text: string, type: string | undefined): Scalar =>
  type === 'number' || type === 'integer' ? Number(text) : text

function ScalarField({
  value,
  onChange,
}: {
  readonly value: Scalar
  readonly onChange: (value: Scalar) => void
}) {
  if (typeof value === 'number') return <NumberField label="Value" value={value} onChange={onChange} />
  if (typeof value === 'string') return <TextField label="Value" value={value} onChange={onChange} />
  return (
    <Pick
      label="Value"
      width={80}
      value={String(value)}
      data={[
        { value: 'true', label: 'yes' },
        { value: 'false', label: 'no' },
      ]}
      onChange={text => onChange(text === 'true')}
    />
  )
}
