import { Group, Paper, Skeleton, Text } from '@mantine/core'
import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  /** Undefined while it is not known yet. */
  readonly value: ReactNode | undefined
  /** What it is compared with, or made of. */
  readonly note?: ReactNode
}

/** One figure. */
export function Stat({ label, value, note }: Props) {
  return (
    <Paper withBorder radius="lg" p="md">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      {value === undefined ? (
        <Skeleton h={30} w={80} mt={4} />
      ) : (
        <Text fz="1.6rem" fw={650} lh={1.25} style={{ fontVariantNumeric: 'tabular-nums' }} component="div">
          {value}
        </Text>
      )}
      <Group mih={20}>
        {note && (
          <Text size="xs" c="dimmed" component="div">
            {note}
          </Text>
        )}
      </Group>
    </Paper>
  )
}
