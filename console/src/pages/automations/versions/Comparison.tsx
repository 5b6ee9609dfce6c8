import { Code, Group, List, SimpleGrid, Stack, Text } from '@mantine/core'
import { durationInWords } from '../../../kit/durations.ts'
import { StateBadge, type Tone } from '../../../kit/StateBadge.tsx'
import classes from '../automations.module.css'
import { Canvas } from '../canvas/Canvas.tsx'
import type { Mark } from '../canvas/canvas-context.ts'
import { type Draft, entryId, stepOf } from '../model/definition.ts'
import { kindOfStep } from '../step-kinds.ts'
import { useWorld } from '../use-world.ts'
import { type Difference, differences, type PropertyChange, textChanges } from './diff.ts'

interface Props {
  readonly before: Draft
  readonly after: Draft
  readonly names: readonly [before: string, after: string]
}

const tones: Readonly<Record<Mark, Tone>> = { added: 'good', removed: 'bad', changed: 'warning' }
const none = new Map<never, never>()
const nothing = new Set<string>()
const inert = () => {}

/** Two drafts side by side: what was added, removed and changed, in pictures and in words. */
export function Comparison({ before, after, names }: Props) {
  const world = useWorld(before.definition, after.definition)
  const found = differences(before.definition, after.definition)
  const texts = textChanges(before, after)
  const marks = new Map(found.map(({ id, mark }) => [id, mark]))
  const sides = [
    [names[0], before],
    [names[1], after],
  ] as const
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {sides.map(([name, { definition, layout }]) => (
          <div key={name}>
            <Text fw={600} size="sm" mb={6}>
              {name}
            </Text>
            <div className={classes.small}>
              <Canvas
                label={name}
                definition={definition}
                world={world}
                layout={layout}
                isEditable={false}
                faulty={none}
                marks={marks}
                numbers={undefined}
                runsOn={undefined}
                visits={undefined}
                visitedEdges={nothing}
                onInsert={inert}
              />
            </div>
          </div>
        ))}
      </SimpleGrid>
      {found.length + texts.length === 0 ? (
        <Text size="sm" c="dimmed">
          They do the same.
        </Text>
      ) : (
        <List listStyleType="none" spacing="sm" size="sm" aria-label="What is other">
          {texts.length > 0 && <Item title="The texts" mark="changed" changes={texts} />}
          {found.map(difference => (
            <Item
              key={difference.id}
              title={titleOf(difference, before, after)}
              mark={difference.mark}
              changes={difference.changes}
            />
          ))}
        </List>
      )}
    </Stack>
  )
}

const settingWords: Readonly<Record<string, string>> = {
  frequency: 'How often',
  goal: 'Goal',
  exits: 'Exits',
  controlGroup: 'Control group',
  quietHours: 'Quiet hours',
  frequencyCap: 'Caps on messages',
}

function titleOf({ id }: Difference, before: Draft, after: Draft): string {
  if (id === entryId) return 'Entry'
  const step = stepOf(after.definition, id) ?? stepOf(before.definition, id)
  return step ? `${kindOfStep(step.kind).label} (${id})` : (settingWords[id] ?? id)
}

function Item({
  title,
  mark,
  changes,
}: {
  readonly title: string
  readonly mark: Mark
  readonly changes: readonly PropertyChange[]
}) {
  return (
    <List.Item>
      <Group gap="xs">
        <StateBadge tone={tones[mark]}>{mark}</StateBadge>
        <Text span fw={600} size="sm">
          {title}
        </Text>
      </Group>
      {changes.map(({ name, before, after }) => (
        <Text key={name} size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
          {name}: <Code>{shown(before)}</Code> → <Code>{shown(after)}</Code>
        </Text>
      ))}
    </List.Item>
  )
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'string') return /^-?P\d|^-?PT\d/.test(value) ? durationInWords(value) : value
  return JSON.stringify(value)
}
