import { Box, Text } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useAnswer } from '../api/queries.ts'
import { exactly } from '../kit/times.ts'
import { isMoved, keepClock, tenantNow } from '../live/tenant-clock.ts'
import classes from './shell.module.css'

/** Keeps the tenant's clock, and says so where it is not the time of the day. */
export function ClockBanner() {
  const { data } = useAnswer('getClock', {}, { refetchMs: 60_000 })
  const isFrozen = typeof data?.frozenAt === 'string'
  useEffect(() => {
    if (data) keepClock(data.now, isFrozen)
  }, [data, isFrozen])
  if (!data) return null
  keepClock(data.now, isFrozen)
  if (!isMoved()) return null
  return (
    <Box className={classes.clock!} role="status">
      <IconClockPause size={16} aria-hidden />
      <Text size="sm">
        The clock of this company {isFrozen ? 'stands still at' : 'is moved: it is'} {exactly(tenantNow())}
      </Text>
    </Box>
  )
}
