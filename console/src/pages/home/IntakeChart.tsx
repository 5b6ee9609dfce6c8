import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import type { Answer } from '../../api/ask.ts'

const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

interface Props {
  readonly minutes: Answer<'getOverview'>['intake']['minutes']
}

export function IntakeChart({ minutes }: Props) {
  const data = minutes.map(({ at, accepted, rejected }) => ({
    at: hour.format(new Date(at)),
    Accepted: accepted,
    Rejected: rejected,
  }))
  return (
    <BarChart
      h={240}
      data={data}
      dataKey="at"
      type="stacked"
      series={[
        { name: 'Accepted', color: 'parley.6' },
        { name: 'Rejected', color: 'red.6' },
      ]}
      withLegend
      tickLine="none"
      gridAxis="x"
      xAxisProps={{ interval: 9 }}
      yAxisProps={{ allowDecimals: false }}
      barProps={{ isAnimationActive: false }}
    />
  )
}
