import { Center, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'

interface Props {
  readonly icon: Icon
  readonly title: string
  /** What would be here, and how it comes here. */
  readonly children?: ReactNode
  /** The one thing to do next. */
  readonly action?: ReactNode
}

/** Nothing is here: it says what would be, and how to make it so. */
export function EmptyState({ icon: Sign, title, children, action }: Props) {
  return (
    <Center py="xl" px="md">
      <Stack align="center" gap="xs" maw="46ch">
        <ThemeIcon size={48} radius="xl" variant="light">
          <Sign size={26} stroke={1.6} aria-hidden />
        </ThemeIcon>
        <Title order={2} size="h3" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" size="sm" ta="center" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  )
}
