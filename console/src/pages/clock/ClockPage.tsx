import { Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { DoubleNotice } from '../../kit/DoubleNotice.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'
import { duration, exactly } from '../../kit/times.ts'
import { tenantNow } from '../../live/tenant-clock.ts'
import { useMay, useMe } from '../../session/session.tsx'
import { AdvanceClock } from './AdvanceClock.tsx'
import { StopAndSet } from './StopAndSet.tsx'

/** The company's time: a double's can be stopped, set and advanced. */
export function ClockPage() {
  const { tenant } = useMe()
  const may = useMay()
  const { data: clock, error, refetch } = useAnswer('getClock', {}, { refetchMs: 10_000 })
  if (!clock) return error ? <ErrorState error={error} onRetry={refetch} /> : <PageLoading />
  const isChangeable = may('clock:write') && !tenant.production
  const { word, tone } = stateOf(clock)
  return (
    <>
      <PageHeader
        title="Clock"
        about="Waits, schedules, windows and retries follow the company's clock. Move it, and a month passes in a second."
        beside={<StateBadge tone={tone}>{word}</StateBadge>}
      />
      <Stack gap="lg">
        <DoubleNotice what="Its clock is the time of the machine and is never moved." />
        <Section title="It is now">
          <Stack gap={4} mt="xs">
            <Now />
            <Text size="sm" c="dimmed">
              {wordsFor(clock)}
            </Text>
          </Stack>
        </Section>
        {isChangeable && <AdvanceClock isFrozen={clock.frozenAt !== null} />}
        {isChangeable && <StopAndSet clock={clock} />}
      </Stack>
    </>
  )
}

/** Ticks with the seconds, unless it stands still. */
function Now() {
  const [now, setNow] = useState(tenantNow)
  useEffect(() => {
    const timer = setInterval(() => setNow(tenantNow()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div>
      <Text
        fz="1.4rem"
        fw={650}
        style={{ fontVariantNumeric: 'tabular-nums' }}
        component="time"
        dateTime={now.toISOString()}
      >
        {exactly(now).split(' (')[0]}
      </Text>
      <Text size="sm" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {now.toISOString().slice(0, 19)}Z
      </Text>
    </div>
  )
}

interface Clock {
  readonly frozenAt: string | null
  readonly offsetMs: number
}

function stateOf({ frozenAt, offsetMs }: Clock): { readonly word: string; readonly tone: Tone } {
  if (frozenAt !== null) return { word: 'stands still', tone: 'warning' }
  return offsetMs === 0 ? { word: 'real time', tone: 'good' } : { word: 'moved, and runs', tone: 'warning' }
}

function wordsFor({ frozenAt, offsetMs }: Clock): string {
  if (frozenAt !== null) return 'It stays so until it is moved or let run.'
  if (offsetMs === 0) return 'It runs with the time of the machine.'
  const way = offsetMs > 0 ? 'ahead of' : 'behind'
  return `It runs, ${duration(Math.abs(offsetMs))} ${way} the time of the machine.`
}
