import { Loader, Text } from '@mantine/core'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { reachedBy } from '../../kit/channels.ts'
import { Count, plural } from '../../kit/numbers.tsx'
import { useMay } from '../../session/session.tsx'

interface Props {
  readonly segmentId: string
  readonly template: Pick<Answer<'getTemplate'>, 'channel' | 'isTransactional'>
}

/** How many are in a segment at this moment, and how many of them accept the channel and have an address on it. */
export function Reach({ segmentId, template: { channel, isTransactional } }: Props) {
  const enabled = useMay()('segments:read')
  const segment = useAnswer('getSegment', { params: { segmentId } }, { enabled, keepsPrevious: true })
  const isAsked = enabled && !isTransactional && channel !== 'webhook'
  const rule = {
    kind: 'all',
    of: [
      { kind: 'segment', id: segmentId },
      { kind: 'reachable', channels: [channel] },
    ],
  }
  const reached = useAnswer('previewSegment', { body: { rule } }, { enabled: isAsked, keepsPrevious: true })
  if (!segment.data) return enabled ? <Loader size="xs" aria-label="Counting" /> : null
  return (
    <Text size="sm" aria-live="polite" data-testid="reach">
      {plural(segment.data.members ?? 0, 'contact')} in it now
      {isAsked && reached.data && (
        <>
          , {reached.data.isEstimate && 'about '}
          <Count of={reached.data.count} /> of them {reachedBy([channel])}
        </>
      )}
      .
    </Text>
  )
}
