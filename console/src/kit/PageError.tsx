import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { PageHeader } from './PageHeader.tsx'

interface Props {
  /** What would be here: Segment. */
  readonly title: string
  readonly back: ReactNode
  readonly error: Error
  readonly onRetry: () => void
}

/** In place of a page whose one thing could not be read. */
export function PageError({ title, back, error, onRetry }: Props) {
  return (
    <>
      <PageHeader title={title} back={back} />
      <ErrorState error={error} onRetry={onRetry} />
    </>
  )
}
