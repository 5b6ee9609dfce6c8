import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { VisuallyHidden } from '@mantine/core'
import { capital, happeningWord, isContentChannel } from '../../kit/channels.ts'
import { count } from '../../kit/numbers.tsx'
import { type Figures, resultsOf } from './campaign-state.tsx'

const bars = [
  ['Sent', 'sent', 'parley.6'],
  ['Delivered', 'delivered', 'parley.6'],
  ['Opened', 'opened', 'parley.6'],
  ['Clicked', 'clicked', 'parley.6'],
  ['Bounced', 'bounced', 'red.6'],
  ['Failed', 'failed', 'red.6'],
  ['Kept back', 'kept', 'gray.6'],
] as const

/** Nobody carries content: it comes when it is viewed. */
const neverOfContent = new Set(['delivered', 'bounced'])

interface Props {
  readonly figures: Figures
  /** Of its template, if that is known. */
  readonly channel: string | undefined
}

/** What came of the messages, each bar one answer. */
export function ResultsChart({ figures, channel }: Props) {
  const results = resultsOf(figures)
  const isMeant = (name: string) => !isContentChannel(channel) || !neverOfContent.has(name)
  const data = bars
    .filter(([, name]) => isMeant(name))
    .map(([label, name, color]) => ({
      label: capital(happeningWord(label.toLowerCase(), channel)),
      Messages: results[name],
      color,
    }))
  return (
    <>
      <VisuallyHidden>
        {data.map(({ label, Messages }) => `${label}: ${count(Messages)}.`).join(' ')}
      </VisuallyHidden>
      <BarChart
        h={260}
        data={data}
        dataKey="label"
        orientation="vertical"
        series={[{ name: 'Messages', color: 'parley.6' }]}
        tickLine="none"
        gridAxis="y"
        xAxisProps={{ allowDecimals: false }}
        yAxisProps={{ width: 80 }}
        barProps={{ isAnimationActive: false }}
      />
    </>
  )
}
