import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect } from 'react'

interface Props {
  readonly title: string
  /** A sentence: what this is for. */
  readonly about?: ReactNode
  /** A link to where this belongs. */
  readonly back?: ReactNode
  /** Beside the title: a state, an id to copy. */
  readonly beside?: ReactNode
  /** Buttons; the most important one last. */
  readonly actions?: ReactNode
}

/** The top of every page; the title is the browser's, too. */
export function PageHeader({ title, about, back, beside, actions }: Props) {
  useEffect(() => {
    document.title = `${title} · Parley`
  }, [title])
  return (
    <Box component="header" mb="lg">
      {back && (
        <Text size="sm" mb={4}>
          {back}
        </Text>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} style={{ minWidth: 0, flex: '1 1 16rem' }}>
          <Group gap="sm" wrap="wrap">
            <Title order={1} style={{ overflowWrap: 'anywhere' }}>
              {title}
            </Title>
            {beside}
          </Group>
          {about && (
            <Text c="dimmed" maw="70ch">
              {about}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </Box>
  )
}
