import { Progress, Stack, Text } from '@mantine/core'
import type { Answer } from '../../api/ask.ts'
import { count, share } from '../../kit/numbers.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'

export type Campaign = Answer<'getCampaign'>
export type Figures = Campaign['figures']

const tones: Readonly<Record<Campaign['state'], Tone>> = {
  draft: 'neutral',
  scheduled: 'busy',
  running: 'busy',
  paused: 'warning',
  stopped: 'neutral',
  done: 'good',
}

export const kindWords: Readonly<Record<string, string>> = {
  broadcast: 'Broadcast',
  transactional: 'Transactional',
}

export function CampaignState({ state }: { readonly state: Campaign['state'] }) {
  return <StateBadge tone={tones[state]}>{state}</StateBadge>
}

/** What came of the sends so far. A message that came back was sent, too. */
export function resultsOf({ total, byState, opened, clicked }: Figures) {
  const of = (state: string) => byState[state] ?? 0
  const open = of('queued') + of('sending')
  return {
    total,
    settled: total - open,
    sent: of('sent') + of('delivered') + of('bounced'),
    delivered: of('delivered'),
    bounced: of('bounced'),
    kept: of('suppressed'),
    failed: of('failed') + of('unknown'),
    cancelled: of('cancelled'),
    opened,
    clicked,
  }
}

/** How much of a campaign is done. */
export function CampaignProgress({ figures }: { readonly figures: Figures }) {
  const { total, settled } = resultsOf(figures)
  if (total === 0) return <>–</>
  return (
    <Stack gap={3} miw={110}>
      <Progress value={(settled / total) * 100} size="sm" aria-label="Done" />
      <Text size="xs" c="dimmed">
        {count(settled)} of {count(total)}, {share(settled, total)}
      </Text>
    </Stack>
  )
}
