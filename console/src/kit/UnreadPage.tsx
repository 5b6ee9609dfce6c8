import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { PageHeader } from './PageHeader.tsx'
import { PageLoading } from './PageLoading.tsx'

interface Props {
  /** What would be here: Segment. */
  readonly title: string
  readonly back: ReactNode
  /** Why it could not be read; null while it is being read. */
  readonly error: Error | null
  readonly onRetry: () => void
}

/** In place of a page whose one thing is not there, yet or at all. */
export function UnreadPage({ title, back, error, onRetry }: Props) {
  if (!error) return <PageLoading />
  return (
    <>
      <PageHeader title={title} back={back} />
      <ErrorState error={error} onRetry={onRetry} />
    </>
  )
}
