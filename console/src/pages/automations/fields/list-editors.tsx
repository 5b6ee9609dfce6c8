/** Fields of several values: cases, shares, slots, values by name. */
import {
  ActionIcon,
  Button,
  Chip,
  Fieldset,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { preferenceWords } from '../../../kit/channels.ts'
import { type EditorProps, faultAt, faultsAt } from './field.ts'
import { weekdayWords } from './option-words.ts'

type Item = Readonly<Record<string, unknown>>
const itemsOf = (value: unknown): readonly Item[] => (Array.isArray(value) ? value : [])

interface ListProps extends EditorProps {
  readonly fresh: Item
  readonly least?: number
  readonly add: string
  readonly render: (item: Item, change: (part: Item) => void, n: number) => ReactNode
}

function ItemsEditor({ field, value, pointer, faults, fresh, least = 1, add, render, onChange }: ListProps) {
  const items = itemsOf(value)
  const tell = (next: readonly Item[]) => onChange(next.length === 0 && field.isOptional ? undefined : next)
  return (
    <Fieldset legend={field.label} p="xs">
      <Stack gap="xs">
        {items.map((item, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing else that they are known by.
          <Group key={n} gap={6} wrap="nowrap" align="center">
            <Group gap={6} style={{ flex: 1 }}>
              {render(
                item,
                part => tell(items.map((each, at) => (at === n ? { ...each, ...part } : each))),
                n,
              )}
            </Group>
            <ActionIcon
              aria-label={`Remove ${field.label.toLowerCase()} ${n + 1}`}
              disabled={!field.isOptional && items.length <= least}
              onClick={() => tell(items.filter((_, at) => at !== n))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Faults faults={faultsAt(faults, pointer).map(({ detail }) => detail)} />
        <Group>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            onClick={() => tell([...items, fresh])}
          >
            {add}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

export function Faults({ faults }: { readonly faults: readonly string[] }) {
  return faults.map(fault => (
    <Text key={fault} size="xs" c="var(--mantine-color-error)">
      {fault}
    </Text>
  ))
}

/** A text as the number or the truth that it is, else itself. */
export const scalarOf = (text: string): string | number | boolean =>
  text === 'true' || text === 'false'
    ? text === 'true'
    : text.trim() !== '' && String(Number(text)) === text
      ? Number(text)
      : text

export const CasesEditor = (props: EditorProps) => (
  <ItemsEditor
    {...props}
    fresh={{ equal: '' }}
    add="Add a case"
    render={({ equal }, change, n) => (
      <TextInput
        size="xs"
        style={{ flex: 1 }}
        aria-label={`Case ${n + 1} equals`}
        placeholder="equals"
        value={String(equal ?? '')}
        onChange={event => change({ equal: scalarOf(event.currentTarget.value) })}
      />
    )}
  />
)

export const SharesEditor = (props: EditorProps) => (
  <ItemsEditor
    {...props}
    fresh={{ percent: 0 }}
    least={2}
    add="Add a share"
    render={({ percent }, change, n) => (
      <NumberInput
        size="xs"
        w={110}
        min={0}
        max={100}
        suffix=" %"
        aria-label={`Share ${n + 1}`}
        value={Number(percent ?? 0)}
        onChange={next => change({ percent: Number(next) || 0 })}
      />
    )}
  />
)

/** Where they lead is chosen below, and on the canvas. */
export const BranchesEditor = (props: EditorProps) => (
  <ItemsEditor
    {...props}
    fresh={{}}
    least={2}
    add="Add a way"
    render={({ next }, _change, n) => (
      <Text size="xs">
        Way {n + 1}, to {String(next ?? '…')}
      </Text>
    )}
  />
)

export const SlotsEditor = (props: EditorProps) => (
  <ItemsEditor
    {...props}
    fresh={{ from: '09:00', to: '17:00' }}
    add="Add a slot"
    render={({ from, to, weekdays }, change, n) => (
      <Stack gap={4}>
        <Group gap={6}>
          <TextInput
            size="xs"
            w={86}
            aria-label={`Slot ${n + 1} from`}
            value={String(from ?? '')}
            onChange={event => change({ from: event.currentTarget.value })}
          />
          <Text size="xs">to</Text>
          <TextInput
            size="xs"
            w={86}
            aria-label={`Slot ${n + 1} to`}
            value={String(to ?? '')}
            onChange={event => change({ to: event.currentTarget.value })}
          />
        </Group>
        <Weekdays value={weekdays} onChange={next => change({ weekdays: next })} />
      </Stack>
    )}
  />
)

function Weekdays({
  value,
  onChange,
}: {
  readonly value: unknown
  readonly onChange: (value: unknown) => void
}) {
  return (
    <Chip.Group
      multiple
      value={Array.isArray(value) ? value.map(String) : []}
      onChange={next =>
        onChange(next.length > 0 ? Object.keys(weekdayWords).filter(day => next.includes(day)) : undefined)
      }
    >
      <Group gap={4}>
        {Object.entries(weekdayWords).map(([day, word]) => (
          <Chip key={day} value={day} size="xs">
            {word}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}

export const WeekdaysEditor = ({ field, value, onChange }: EditorProps) => (
  <Fieldset legend={field.label} p="xs">
    <Weekdays value={value} onChange={onChange} />
  </Fieldset>
)

export const ConsentsEditor = (props: EditorProps) => (
  <ItemsEditor
    {...props}
    fresh={{ id: '', value: true }}
    add="Add a consent"
    render={({ id, value }, change, n) => (
      <>
        <TextInput
          size="xs"
          style={{ flex: 1 }}
          aria-label={`Consent ${n + 1}`}
          placeholder="Its id"
          value={String(id ?? '')}
          onChange={event => change({ id: event.currentTarget.value })}
        />
        <YesNo
          label={`Consent ${n + 1}, answer`}
          words={['given', 'withdrawn']}
          value={value === true}
          onChange={next => change({ value: next })}
        />
      </>
    )}
  />
)

interface YesNoProps {
  readonly label: string
  readonly words: readonly [yes: string, no: string]
  readonly value: boolean
  readonly onChange: (value: boolean) => void
}

const YesNo = ({ label, words: [yes, no], value, onChange }: YesNoProps) => (
  <Select
    size="xs"
    w={116}
    aria-label={label}
    allowDeselect={false}
    data={[
      { value: 'true', label: yes },
      { value: 'false', label: no },
    ]}
    value={String(value)}
    onChange={next => onChange(next === 'true')}
  />
)

const preferenceChannels = Object.keys(preferenceWords)

export function PreferencesEditor({ field, value, onChange }: EditorProps) {
  const chosen = (value ?? {}) as Readonly<Record<string, boolean>>
  return (
    <Fieldset legend={field.label} p="xs">
      <Stack gap={6}>
        {preferenceChannels.map(channel => (
          <Select
            key={channel}
            size="xs"
            label={preferenceWords[channel]}
            clearable
            placeholder="as it is"
            data={[
              { value: 'true', label: 'accepts' },
              { value: 'false', label: 'declines' },
            ]}
            value={Object.hasOwn(chosen, channel) ? String(chosen[channel]) : null}
            onChange={next => {
              const { [channel]: _, ...rest } = chosen
              const after = next === null ? rest : { ...rest, [channel]: next === 'true' }
              onChange(Object.keys(after).length > 0 ? after : undefined)
            }}
          />
        ))}
      </Stack>
    </Fieldset>
  )
}

export function ThrottleEditor({ field, value, pointer, faults, onChange }: EditorProps) {
  const { name = '', perMinute = 60 } = (value ?? {}) as { name?: string; perMinute?: number }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <TextInput
        label={field.label}
        description={field.about}
        placeholder="Its name"
        style={{ flex: 1 }}
        value={name}
        error={faultAt(faults, `${pointer}/name`)}
        onChange={event =>
          onChange(
            event.currentTarget.value === '' ? undefined : { name: event.currentTarget.value, perMinute },
          )
        }
      />
      <NumberInput
        aria-label={`${field.label}: calls a minute`}
        w={110}
        min={1}
        max={10_000}
        suffix=" / min"
        disabled={name === ''}
        value={perMinute}
        onChange={next => onChange({ name, perMinute: Number(next) || 1 })}
      />
    </Group>
  )
}

/** Texts by name. */
export function HeadersEditor({ field, value, ...props }: EditorProps) {
  const items = Object.entries((value ?? {}) as Record<string, string>).map(([name, text]) => ({
    name,
    text,
  }))
  return (
    <ItemsEditor
      {...props}
      field={field}
      value={items}
      fresh={{ name: `X-Header-${items.length + 1}`, text: '' }}
      add="Add a header"
      onChange={next =>
        props.onChange(
          next === undefined
            ? undefined
            : Object.fromEntries((next as typeof items).map(({ name, text }) => [name, text])),
        )
      }
      render={({ name, text }, change, n) => (
        <>
          <TextInput
            size="xs"
            w={120}
            aria-label={`Header ${n + 1}, name`}
            value={String(name)}
            onChange={event => change({ name: event.currentTarget.value })}
          />
          <TextInput
            size="xs"
            style={{ flex: 1 }}
            aria-label={`Header ${n + 1}, value`}
            value={String(text)}
            onChange={event => change({ text: event.currentTarget.value })}
          />
        </>
      )}
    />
  )
}

const everyWords = {
  hour: 'every hour',
  sixHours: 'every six hours',
  twelveHours: 'every twelve hours',
  day: 'every day',
}

export function BatchEditor({ field, value, onChange }: EditorProps) {
  const { every, time = '08:00' } = (value ?? {}) as { every?: string; time?: string }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Select
        label={field.label}
        description="Without it each event counts at once."
        clearable
        placeholder="at once"
        style={{ flex: 1 }}
        data={Object.entries(everyWords).map(([key, label]) => ({ value: key, label }))}
        value={every ?? null}
        onChange={next => onChange(next === null ? undefined : { every: next, time })}
      />
      <TextInput
        type="time"
        aria-label={`${field.label}: from`}
        w={110}
        disabled={every === undefined}
        value={time}
        onChange={event => onChange({ every, time: event.currentTarget.value })}
      />
    </Group>
  )
}
