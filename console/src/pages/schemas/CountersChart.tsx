import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import type { Answer } from '../../api/ask.ts'

const format = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })
const dayMs = 86_400_000

interface Props {
  readonly days: Answer<'getSchemaCounters'>['days']
}

/** Thirty days, also those without any. They are counted by the machine's clock, wherever the tenant's stands. */
export function CountersChart({ days }: Props) {
  const known = new Map(days.map(each => [each.day, each]))
  const last = Math.max(Date.now(), ...days.map(({ day }) => Date.parse(day)))
  const data = Array.from({ length: 30 }, (_, index) => {
    const at = new Date(last - (29 - index) * dayMs)
    const { accepted = 0, rejected = 0 } = known.get(at.toISOString().slice(0, 10)) ?? {}
    return { at: format.format(at), Accepted: accepted, Rejected: rejected }
  })
  return (
    <BarChart
      h={220}
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
      yAxisProps={{ allowDecimals: false }}
      barProps={{ isAnimationActive: false }}
    />
  )
}
