import { SimpleGrid, Stack, Text } from '@mantine/core'
import { IconEqual } from '@tabler/icons-react'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { differences, type Keywords } from './definition.ts'
import classes from './schemas.module.css'

interface Side {
  readonly title: string
  readonly schema: Keywords
}

/** Two definitions, field by field, where they differ. */
export function Differences({ before, after }: { readonly before: Side; readonly after: Side }) {
  const found = differences(before.schema, after.schema)
  if (found.length === 0) return <EmptyState icon={IconEqual} title="They say the same" />
  return (
    <Stack gap="sm">
      {found.map(({ name, before: old, after: next }) => (
        <div key={name}>
          <Text size="sm" fw={600} mb={4} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          <SimpleGrid cols={2} spacing="xs">
            <Said title={before.title} text={old} />
            <Said title={after.title} text={next} />
          </SimpleGrid>
        </div>
      ))}
    </Stack>
  )
}

function Said({ title, text }: { readonly title: string; readonly text: string | undefined }) {
  return (
    <div className={classes.said}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <pre>{text ?? 'is not there'}</pre>
    </div>
  )
}
