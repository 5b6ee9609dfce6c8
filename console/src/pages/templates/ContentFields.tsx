import { Group, Input, NumberInput, Select, SimpleGrid, TextInput } from '@mantine/core'
import { useState } from 'react'
import { faultOf } from '../../api/problem.ts'
import type { CodeFault } from '../../kit/code-fault.ts'
import { durationInWords, durationUnits, readDuration, writeDuration } from '../../kit/durations.ts'
import { type contentMembers, type Draft, usualValidity } from './draft.ts'

interface Props {
  readonly draft: Draft
  /** Without it nothing can be changed. */
  readonly onChange?: (part: Partial<Draft>) => void
  readonly faultsOf: (part: string) => CodeFault[]
  /** Why it was not saved. */
  readonly error: Error | null
}

type Member = (typeof contentMembers)[number]

const placeAbout: Readonly<Record<string, string>> = {
  inApp: 'By its name. Without one: anywhere.',
  onSite: 'A page by its name. Without one: any.',
  inline: 'By its name, such as home.',
}

/** Where content is shown and for how long, and where it leads. */
export function ContentFields({ draft, onChange, faultsOf, error }: Props) {
  const isReadOnly = onChange === undefined
  const isInline = draft.channel === 'inline'
  /** What must be given and is not is marked when it was asked to be saved. */
  const faultAt = (name: Member) => {
    const field = `payload.${name}`
    const [fault] = [...faultsOf(field), ...faultsOf(`payload/${name}`)]
    return draft[name] !== '' || faultOf(error, field) !== undefined ? fault?.message : undefined
  }
  const text = (name: Member) => ({
    readOnly: isReadOnly,
    value: draft[name],
    error: faultAt(name),
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      onChange?.({ [name]: event.currentTarget.value }),
  })
  return (
    <>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Place"
          description={placeAbout[draft.channel]}
          withAsterisk={isInline && !isReadOnly}
          {...text('placement')}
        />
        <ValidFor
          value={draft.validFor}
          fault={faultAt('validFor')}
          {...(onChange && { onChange: (validFor: string) => onChange({ validFor }) })}
        />
      </SimpleGrid>
      <TextInput
        label="A click leads to"
        description={
          draft.channel === 'inApp'
            ? 'An address, also one that only your app knows, such as shop://sale.'
            : 'An address, such as https://shop.example/sale.'
        }
        {...text('url')}
      />
      <TextInput label="Picture" description="Its address." {...text('imageUrl')} />
    </>
  )
}

interface ValidForProps {
  readonly value: string
  readonly fault: string | undefined
  readonly onChange?: (value: string) => void
}

/** In a number and a unit; what has several units, or years, is written out. */
function ValidFor({ value, fault, onChange }: ValidForProps) {
  const read = value === '' ? undefined : readDuration(value)
  const isReadOnly = onChange === undefined
  // While the number is away its unit stays.
  const [lastUnit, setLastUnit] = useState('days')
  if (value !== '' && (!read || read.isBefore))
    return (
      <TextInput
        label="Shown for"
        description={`${durationInWords(value)}. ISO 8601, such as P1DT12H.`}
        readOnly={isReadOnly}
        value={value}
        error={fault}
        onChange={event => onChange?.(event.currentTarget.value)}
      />
    )
  const unit = read?.unit ?? lastUnit
  const change = (amount: number | undefined, next: string) => {
    setLastUnit(next)
    onChange?.(amount === undefined ? '' : writeDuration({ amount, unit: next }))
  }
  return (
    <Input.Wrapper
      id="shown-for"
      label="Shown for"
      description={`Without it: ${durationInWords(usualValidity)}.`}
      error={fault}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <Group gap="xs" wrap="nowrap" mt={5}>
        <NumberInput
          id="shown-for"
          style={{ flex: 1 }}
          min={1}
          max={999}
          allowDecimal={false}
          placeholder="30"
          readOnly={isReadOnly}
          value={read?.amount ?? ''}
          error={fault !== undefined}
          onChange={amount => change(typeof amount === 'number' ? amount : undefined, unit)}
        />
        <Select
          aria-label="Shown for: unit"
          w={112}
          allowDeselect={false}
          readOnly={isReadOnly}
          data={durationUnits}
          value={unit}
          onChange={next => next && change(read?.amount, next)}
        />
      </Group>
    </Input.Wrapper>
  )
}
