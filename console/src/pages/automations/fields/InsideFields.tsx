import { Group, Stack } from '@mantine/core'
import type { Fault } from '../../../api/problem.ts'
import { Words } from '../../../kit/rule/RuleFields.tsx'
import type { Property } from '../../../kit/rule/use-rule-world.ts'
import { freshCircle, usualAttribute } from '../model/area.ts'
import type { InsideTest } from '../test-words.ts'
import { CirclesFields } from './CirclesFields.tsx'
import { faultAt } from './field.ts'
import { PathPick } from './PathPick.tsx'

interface Props {
  readonly test: InsideTest
  readonly properties: readonly Property[]
  readonly faults: readonly Fault[]
  readonly pointer: string
  readonly onChange: (test: InsideTest) => void
}

/** Whether a position is in an area. */
export function InsideFields({ test, properties, faults, pointer, onChange }: Props) {
  return (
    <Stack gap={6}>
      <Group gap={6}>
        <PathPick
          path={test.path}
          properties={properties.filter(mayBePosition)}
          error={faultAt(faults, `${pointer}/path`)}
          onChange={path => onChange({ ...test, path })}
        />
        <Words>is inside</Words>
      </Group>
      <CirclesFields
        label="Area"
        circles={test.inside}
        faults={faults}
        pointer={`${pointer}/inside`}
        onChange={inside => onChange({ ...test, inside })}
      />
    </Stack>
  )
}

export const mayBePosition = ({ type }: Property) => type === 'object'

export function newInsideTest(properties: readonly Property[], isOfFact: boolean): InsideTest {
  const known = properties.filter(mayBePosition).map(({ name }) => name)
  const ofFact = known.find(name => name.endsWith(usualAttribute)) ?? known[0] ?? ''
  return { path: isOfFact ? ofFact : `contact.${usualAttribute}`, inside: [freshCircle] }
}
