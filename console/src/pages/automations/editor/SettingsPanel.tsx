import { Accordion, ActionIcon, Button, Group, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconSettings, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Fault, faultOf } from '../../../api/problem.ts'
import { channelWords } from '../../../kit/channels.ts'
import { FieldList } from '../fields/FieldList.tsx'
import { type Field, faultsAt } from '../fields/field.ts'
import { Faults } from '../fields/list-editors.tsx'
import { MatchFields } from '../fields/MatchFields.tsx'
import { newMatch } from '../match-kinds.ts'
import type { Definition, Draft, Match } from '../model/definition.ts'
import type { World } from '../use-world.ts'
import { Head } from './StepPanel.tsx'

interface Props {
  readonly draft: Draft
  readonly world: World
  readonly faults: readonly Fault[]
  readonly error: Error | null
  readonly onChange: (part: Partial<Draft>, subject?: string) => void
}

type Holder = Readonly<Record<string, unknown>>

const frequencyFields: readonly Field[] = [
  {
    name: 'limit',
    label: 'A contact may start',
    type: 'choice',
    isOptional: true,
    options: {
      everyTime: 'every time',
      once: 'once',
      day: 'once a day',
      week: 'once a week',
      month: 'once a month',
      quarter: 'once a quarter',
      halfYear: 'once in half a year',
      year: 'once a year',
    },
  },
  {
    name: 'period',
    label: 'Counted',
    type: 'choice',
    isOptional: true,
    options: { rolling: 'since the last start', calendar: 'by the calendar' },
    isFor: ({ limit }) => limit !== undefined && limit !== 'everyTime' && limit !== 'once',
  },
  {
    name: 'whileRunning',
    label: 'Also while it is on its way already',
    type: 'switch',
    isOptional: true,
    isFor: ({ limit }) => limit !== undefined,
  },
]
const controlFields: readonly Field[] = [
  {
    name: 'percent',
    label: 'So many of a hundred never enter',
    type: 'number',
    least: 0,
    most: 100,
    about: 'Always the same ones, to compare with.',
    isOptional: true,
  },
  { name: 'universal', label: "Nor does the company's own control group", type: 'switch', isOptional: true },
]
const quietFields: readonly Field[] = [
  { name: 'from', label: 'From', type: 'time', isOptional: true },
  { name: 'to', label: 'To', type: 'time', isOptional: true },
  { name: 'zone', label: 'Time zone', type: 'zone', isOptional: true },
]
const capFields: readonly Field[] = [
  { name: 'channel', label: 'Channel', type: 'choice', options: channelWords },
  { name: 'most', label: 'At most', type: 'number', least: 1, most: 1000 },
  { name: 'within', label: 'Within', type: 'duration' },
]

/** What concerns the whole: its name, who may start how often, what ends it, when messages wait. */
export function SettingsPanel({ draft, world, faults, error, onChange }: Props) {
  const { definition } = draft
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = definition
    onChange(
      { definition: (value === undefined ? rest : { ...definition, [name]: value }) as Definition },
      `/${name}`,
    )
  }
  const group = (name: string, fields: readonly Field[]) => (
    <Stack gap="sm">
      <FieldList
        fields={fields}
        holder={(definition[name] ?? {}) as Holder}
        definition={definition}
        world={world}
        faults={faults}
        pointer={`/${name}`}
        onChange={next => set(name, Object.keys(next).length > 0 ? next : undefined)}
      />
      <Faults
        faults={faultsAt(faults, `/${name}`).map(
          ({ detail, pointer }) => `${pointer?.slice(name.length + 2)} ${detail}`,
        )}
      />
    </Stack>
  )
  const exits = (definition.exits ?? []) as readonly Match[]
  const caps = (definition.frequencyCap ?? []) as readonly Holder[]
  const matchParts = { definition, world, faults }
  const sections = [
    ['frequency', 'How often', definition.frequency, group('frequency', frequencyFields)],
    [
      'goal',
      'Goal',
      definition.goal,
      <Stack key="goal" gap="sm">
        <Switch
          label="The run ends when this happens"
          checked={definition.goal !== undefined}
          onChange={event => set('goal', event.currentTarget.checked ? newMatch('purchase') : undefined)}
        />
        {definition.goal !== undefined && (
          <MatchFields
            {...matchParts}
            match={definition.goal as Match}
            pointer="/goal"
            onChange={next => set('goal', next)}
          />
        )}
      </Stack>,
    ],
    [
      'exits',
      'Exits',
      definition.exits,
      <Many
        key="exits"
        items={exits}
        label="exit"
        onChange={next => set('exits', next)}
        fresh={newMatch('consentChanged')}
        render={(match, change, n) => (
          <MatchFields
            {...matchParts}
            match={match}
            label="The run ends when"
            pointer={`/exits/${n}`}
            onChange={change}
          />
        )}
      />,
    ],
    ['quietHours', 'Quiet hours', definition.quietHours, group('quietHours', quietFields)],
    [
      'frequencyCap',
      'Caps on messages',
      definition.frequencyCap,
      <Many
        key="frequencyCap"
        items={caps}
        label="cap"
        onChange={next => set('frequencyCap', next)}
        fresh={{ channel: 'email', most: 3, within: 'P7D' }}
        render={(cap, change, n) => (
          <FieldList
            {...matchParts}
            fields={capFields}
            holder={cap}
            pointer={`/frequencyCap/${n}`}
            onChange={change}
          />
        )}
      />,
    ],
    ['controlGroup', 'Control group', definition.controlGroup, group('controlGroup', controlFields)],
  ] as const
  return (
    <Stack gap="md">
      <Head icon={IconSettings} title="The automation" about="Choose a step to edit it" />
      <TextInput
        label="Name"
        withAsterisk
        value={draft.name}
        error={faultOf(error, 'name')}
        onChange={event => onChange({ name: event.currentTarget.value }, 'name')}
      />
      <Textarea
        label="Description"
        autosize
        minRows={2}
        value={draft.description}
        error={faultOf(error, 'description')}
        onChange={event => onChange({ description: event.currentTarget.value }, 'description')}
      />
      <Accordion
        multiple
        variant="contained"
        defaultValue={sections.filter(([, , value]) => value !== undefined).map(([name]) => name)}
      >
        {sections.map(([name, label, , form]) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>{label}</Accordion.Control>
            <Accordion.Panel>{form}</Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  )
}

interface ManyProps<Item> {
  readonly items: readonly Item[]
  readonly label: string
  readonly fresh: Item
  readonly onChange: (items: readonly Item[] | undefined) => void
  readonly render: (item: Item, change: (item: Item) => void, n: number) => ReactNode
}

function Many<Item>({ items, label, fresh, onChange, render }: ManyProps<Item>) {
  const tell = (next: readonly Item[]) => onChange(next.length > 0 ? next : undefined)
  return (
    <Stack gap="md">
      {items.map((item, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have nothing else that they are known by.
        <Group key={n} wrap="nowrap" align="flex-start" gap="xs">
          <div style={{ flex: 1, minWidth: 0 }}>
            {render(item, next => tell(items.map((each, at) => (at === n ? next : each))), n)}
          </div>
          <ActionIcon
            aria-label={`Remove ${label} ${n + 1}`}
            onClick={() => tell(items.filter((_, at) => at !== n))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="compact-xs"
          variant="light"
          leftSection={<IconPlus size={12} aria-hidden />}
          onClick={() => tell([...items, fresh])}
        >
          {`Add ${/^[aeiou]/.test(label) ? 'an' : 'a'} ${label}`}
        </Button>
      </Group>
    </Stack>
  )
}
