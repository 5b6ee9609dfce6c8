import {
  ActionIcon,
  Button,
  Checkbox,
  Collapse,
  Group,
  NativeSelect,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconChevronDown, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useState } from 'react'
import type { JsonFault } from '../../kit/JsonEditor.tsx'
import { type Field, formats, isOn, types, withKeywords, withType } from './definition.ts'
import { FieldLimits } from './FieldLimits.tsx'
import classes from './schemas.module.css'

interface Props {
  readonly field: Field
  /** The names of the others. */
  readonly taken: readonly string[]
  /** Pointers begin at the field. */
  readonly faults: readonly JsonFault[]
  readonly isDragged: boolean
  readonly isOpen: boolean
  readonly handle: ReactNode
  readonly onToggle: () => void
  readonly onChange: (change: Partial<Field>) => void
  readonly onRemove: () => void
}

const atFields = ['/type', '/format', '/displayName']

/** One field: what it is called, what it is, and where it is shown. */
export function FieldCard(props: Props) {
  const { field, taken, faults, isDragged, isOpen, handle, onToggle, onChange, onRemove } = props
  const { name, keywords, isRequired } = field
  const id = useId()
  const change = (part: object) => onChange({ keywords: withKeywords(keywords, { ...part }) })
  const faultAt = (pointer: string) => faults.find(each => each.pointer === pointer)?.detail
  const others = faults.filter(({ pointer }) => !atFields.includes(pointer))
  const type = String(keywords.type ?? '')
  return (
    <fieldset className={classes.field} data-dragged={isDragged} aria-label={`Field ${name}`}>
      <Group gap={6} wrap="nowrap" align="flex-start">
        {handle}
        <Stack gap={8} style={{ flex: 1, minWidth: 0 }}>
          <div className={classes.row}>
            <NameInput name={name} taken={taken} onChange={next => onChange({ name: next })} />
            <NativeSelect
              size="xs"
              aria-label="Type"
              value={type}
              error={faultAt('/type')}
              onChange={event => onChange({ keywords: withType(keywords, event.currentTarget.value) })}
              data={[
                ...types,
                ...(types.some(({ value }) => value === type) ? [] : [{ value: type, label: type || '–' }]),
              ]}
            />
            <NativeSelect
              size="xs"
              aria-label="Format"
              value={String(keywords.format ?? '')}
              error={faultAt('/format')}
              disabled={type !== 'string'}
              onChange={event => change({ format: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: type === 'string' ? 'Any text' : '–' },
                ...formats,
                ...unknownFormat(keywords.format),
              ]}
            />
          </div>
          <Group gap="md">
            <Checkbox
              size="xs"
              label="Required"
              checked={isRequired}
              onChange={event => onChange({ isRequired: event.currentTarget.checked })}
            />
            <Checkbox
              size="xs"
              label="On the contact card"
              checked={isOn(keywords.showInContactCard)}
              onChange={event =>
                change({ showInContactCard: event.currentTarget.checked ? 'true' : undefined })
              }
            />
            <Checkbox
              size="xs"
              label="For segments"
              checked={isOn(keywords.addToSegmentation)}
              onChange={event =>
                change({ addToSegmentation: event.currentTarget.checked ? 'true' : undefined })
              }
            />
            <Button
              variant="subtle"
              size="compact-xs"
              aria-expanded={isOpen}
              aria-controls={id}
              rightSection={<IconChevronDown size={14} aria-hidden className={classes.chevron} />}
              onClick={onToggle}
            >
              More
            </Button>
          </Group>
          <Collapse expanded={isOpen} id={id}>
            <Stack gap="xs" pb={4}>
              <TextInput
                size="xs"
                label="Display name"
                description="On the contact card and in segments."
                placeholder={name}
                value={String(keywords.displayName ?? '')}
                error={faultAt('/displayName')}
                onChange={event => change({ displayName: event.currentTarget.value || undefined })}
              />
              <FieldLimits keywords={keywords} onChange={change} />
            </Stack>
          </Collapse>
          {others.map(({ pointer, detail }) => (
            <Text key={`${pointer} ${detail}`} size="xs" c="var(--mantine-color-error)">
              {pointer.slice(1)} {detail}
            </Text>
          ))}
        </Stack>
        <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </fieldset>
  )
}

const unknownFormat = (format: unknown) =>
  format === undefined || formats.some(({ value }) => value === format)
    ? []
    : [{ value: String(format), label: String(format) }]

interface NameProps {
  readonly name: string
  readonly taken: readonly string[]
  readonly onChange: (name: string) => void
}

/** A name that cannot be is kept here, and told, until it can. */
function NameInput({ name, taken, onChange }: NameProps) {
  const [text, setText] = useState(name)
  useEffect(() => setText(name), [name])
  const fault = faultOfName(text, taken)
  return (
    <TextInput
      size="xs"
      aria-label="Field name"
      value={text}
      error={fault}
      onChange={event => {
        const next = event.currentTarget.value
        setText(next)
        if (!faultOfName(next, taken)) onChange(next)
      }}
      onBlur={() => setText(name)}
    />
  )
}

function faultOfName(name: string, taken: readonly string[]): string | undefined {
  if (name === '') return 'needs a name'
  if (taken.includes(name)) return 'is another field'
  return name.length > 100 ? 'has 100 characters at most' : undefined
}
