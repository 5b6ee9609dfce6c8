import type { Answer } from '../../api/ask.ts'
import { count } from '../../kit/numbers.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'

export type Segment = Answer<'listSegments'>['items'][number]

export const kindWords: Readonly<Record<string, string>> = {
  live: 'Live',
  refreshing: 'Refreshing',
  list: 'List',
}

export const kindAbout: Readonly<Record<string, string>> = {
  live: 'Contacts come and go by themselves, as soon as something happens.',
  refreshing: 'Computed on a schedule, and the same in between.',
  list: 'Contacts are put in and taken out by hand, by file or by the API.',
}

export function SegmentState({ segment: { kind, computation } }: { readonly segment: Segment }) {
  const { lastError, state, progress } = computation
  if (lastError) return <StateBadge tone="bad">Failing</StateBadge>
  if (progress)
    return (
      <StateBadge tone="busy">{`Computing, ${count(progress.done)} of ${count(progress.total)}`}</StateBadge>
    )
  if (state !== 'ready') return <StateBadge tone="busy">To be computed</StateBadge>
  return <StateBadge tone="good">{kind === 'list' ? 'Complete' : 'Up to date'}</StateBadge>
}
