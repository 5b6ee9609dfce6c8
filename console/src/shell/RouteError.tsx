import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { ErrorState } from '../kit/ErrorState.tsx'

/** In place of a page that failed while it was drawn. Another try asks anew for what could not be read. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const questions = useQueryErrorResetBoundary()
  const router = useRouter()
  function tryAgain() {
    questions.reset()
    reset()
    router.invalidate()
  }
  return (
    <div style={{ maxWidth: 720, margin: '2rem auto', padding: '0 1rem' }}>
      <ErrorState error={error as Error} onRetry={tryAgain} />
    </div>
  )
}
