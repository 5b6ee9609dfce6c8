import type { Answer } from '../../api/ask.ts'
import { StateBadge } from '../../kit/StateBadge.tsx'

export const isOver = ({ state }: Answer<'getImport'>) => state === 'completed' || state === 'cancelled'

export function ImportState({ job }: { readonly job: Answer<'getImport'> }) {
  const { state, failed } = job
  if (state === 'cancelled') return <StateBadge tone="neutral">Cancelled</StateBadge>
  if (state !== 'completed')
    return <StateBadge tone="busy">{state === 'pending' ? 'Waiting' : 'Under way'}</StateBadge>
  return failed > 0 ? (
    <StateBadge tone="warning">Done, some refused</StateBadge>
  ) : (
    <StateBadge tone="good">Done</StateBadge>
  )
}
