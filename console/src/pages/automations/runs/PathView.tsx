import { List, Text } from '@mantine/core'
import { Time } from '../../../kit/Time.tsx'
import classes from '../automations.module.css'
import { Canvas } from '../canvas/Canvas.tsx'
import { type Definition, type Layout, stepOf } from '../model/definition.ts'
import { kindOfStep } from '../step-kinds.ts'
import { useWorld } from '../use-world.ts'
import type { Path } from './path.ts'

interface Props {
  readonly label: string
  readonly definition: Definition
  readonly layout: Layout
  /** Without it: all the ways there are. */
  readonly path: Path | undefined
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const nothing = new Set<string>()
const none = new Map<never, never>()
const inert = () => {}

/** The picture, with the way that one contact took. */
export function PathView({ label, definition, layout, path }: Props) {
  const world = useWorld(definition)
  return (
    <div className={classes.small}>
      <Canvas
        label={label}
        definition={definition}
        world={world}
        layout={layout}
        isEditable={false}
        faulty={none}
        marks={none}
        numbers={undefined}
        runsOn={undefined}
        visits={path?.visits}
        visitedEdges={path?.edges ?? nothing}
        onInsert={inert}
      />
    </div>
  )
}

interface StepsProps {
  readonly label?: string
  readonly definition: Definition
  readonly steps: readonly {
    readonly step: string
    readonly kind: string
    readonly outcome: string
    readonly detail: string | null
    readonly at: string
  }[]
}

/** The same in words, in order. */
export function PathList({ label = 'Step by step', definition, steps }: StepsProps) {
  const world = useWorld(definition)
  return (
    <List type="ordered" size="sm" spacing={6} aria-label={label}>
      {steps.map(({ step, kind, outcome, detail, at }, n) => {
        const known = stepOf(definition, step)
        const { label, words } = kindOfStep(kind)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step may be done several times.
          <List.Item key={n}>
            <b>{label}</b>
            {known && ` ${words(known, world, definition)}`}: {outcome}
            {detail && readable(detail) && `, ${readable(detail)}`}{' '}
            <Text span size="xs" c="dimmed">
              <Time at={at} form="short" />
            </Text>
          </List.Item>
        )
      })}
    </List>
  )

  /** The id of a template says less than its name, that of a message nothing. */
  function readable(detail: string): string | undefined {
    if (uuid.test(detail)) return undefined
    const template = world.templates.find(({ id }) => detail.endsWith(id))
    return template ? detail.replace(template.id, `“${template.name}”`) : detail
  }
}
