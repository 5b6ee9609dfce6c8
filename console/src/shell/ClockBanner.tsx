import { Box, Text } from '@mantine/core'
import { IconClockPause } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useAnswer } from '../api/queries.ts'
import { TextLink } from '../kit/links.tsx'
import { exactly } from '../kit/times.ts'
import { isMoved, keepClock, tenantNow } from '../live/tenant-clock.ts'
import classes from './shell.module.css'

/** Keeps the tenant's clock, and says so where it is not the time of the day. */
export function ClockBanner() {
  const { data, dataUpdatedAt } = useAnswer('getClock', {}, { refetchMs: 60_000 })
  if (!data) return null
  const isFrozen = data.frozenAt !== null
  // While it is drawn, so that the times on the page are already those of the tenant.
  keepClock(data.now, isFrozen, dataUpdatedAt)
  if (!isMoved()) return null
  return (
    <Box className={classes.clock!}>
      <IconClockPause size={16} aria-hidden />
      <Text size="sm">
        The{' '}
        <TextLink to="/clock" underline="always" c="inherit">
          clock
        </TextLink>{' '}
        of this company {isFrozen ? 'stands still at' : 'is moved: it is'} <Ticking />
      </Text>
    </Box>
  )
}

function Ticking() {
  const [now, setNow] = useState(tenantNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(tenantNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return <time dateTime={now.toISOString()}>{exactly(now)}</time>
}
