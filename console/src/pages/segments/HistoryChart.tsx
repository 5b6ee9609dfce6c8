import '@mantine/charts/styles.css'
import { AreaChart } from '@mantine/charts'
import { SegmentedControl, Stack, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'

const formats = {
  day: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }),
  hour: new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }),
}

export function HistoryChart({ segmentId }: { readonly segmentId: string }) {
  const [step, setStep] = useState<'day' | 'hour'>('day')
  const { data, error, refetch } = useAnswer(
    'getSegmentHistory',
    { params: { segmentId }, query: { step } },
    { keepsPrevious: true },
  )
  if (error) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <PageLoading />
  const points = data.points.map(({ at, size, entered, left }) => ({
    at: formats[step].format(new Date(at)),
    Members: size,
    Entered: entered,
    Left: left,
  }))
  const entered = points.reduce((sum, point) => sum + point.Entered, 0)
  const left = points.reduce((sum, point) => sum + point.Left, 0)
  return (
    <Stack mt="xs">
      <SegmentedControl
        size="xs"
        aria-label="Step"
        style={{ alignSelf: 'flex-start' }}
        data={[
          { value: 'day', label: '30 days' },
          { value: 'hour', label: '48 hours' },
        ]}
        value={step}
        onChange={value => setStep(value as 'day' | 'hour')}
      />
      <VisuallyHidden>{`Now ${points.at(-1)?.Members ?? 0} members.`}</VisuallyHidden>
      <AreaChart
        h={220}
        data={points}
        dataKey="at"
        series={[{ name: 'Members', color: 'parley.6' }]}
        curveType="step"
        withDots={false}
        tickLine="none"
        gridAxis="x"
        yAxisProps={{ allowDecimals: false }}
        areaProps={{ isAnimationActive: false }}
      />
      <Text size="sm" c="dimmed">
        {entered} entered and {left} left in this time.
      </Text>
    </Stack>
  )
}
