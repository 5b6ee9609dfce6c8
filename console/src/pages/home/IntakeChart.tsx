import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import type { Day } from './days.ts'

const dayOfMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

export function IntakeChart({ days }: { readonly days: readonly Day[] }) {
  const data = days.map(({ day, accepted, rejected }) => ({
    day: dayOfMonth.format(new Date(day)),
    Accepted: accepted,
    Rejected: rejected,
  }))
  return (
    <BarChart
      h={260}
      data={data}
      dataKey="day"
      type="stacked"
      series={[
        { name: 'Accepted', color: 'parley.6' },
        { name: 'Rejected', color: 'red.6' },
      ]}
      withLegend
      withBarValueLabel={false}
      tickLine="none"
      gridAxis="x"
      xAxisProps={{ interval: 4 }}
      barProps={{ isAnimationActive: false }}
    />
  )
}
