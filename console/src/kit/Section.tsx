import { Box, Group, Paper, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly title?: string
  readonly about?: ReactNode
  readonly actions?: ReactNode
  /** Tables and lists reach the edges. */
  readonly flush?: boolean
  readonly children: ReactNode
}

/** A sheet on the page, with one subject. */
export function Section({ title, about, actions, flush = false, children }: Props) {
  return (
    <Paper component="section" withBorder radius="lg" style={{ overflow: 'clip' }}>
      {(title || actions) && (
        <Group justify="space-between" px="md" pt="md" pb={flush ? 'sm' : 0} gap="sm">
          <Box style={{ minWidth: 0 }}>
            {title && <Title order={2}>{title}</Title>}
            {about && (
              <Text size="sm" c="dimmed">
                {about}
              </Text>
            )}
          </Box>
          {actions && <Group gap="xs">{actions}</Group>}
        </Group>
      )}
      <Box p={flush ? 0 : 'md'}>{children}</Box>
    </Paper>
  )
}
