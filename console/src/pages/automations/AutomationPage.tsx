import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { TextLink } from '../../kit/links.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'

const Opened = lazy(async () => ({ default: (await import('./OpenedAutomation.tsx')).OpenedAutomation }))
const route = getRouteApi('/shell/automations/$automationId')

export function AutomationPage() {
  const { automationId } = route.useParams()
  const { data, error, refetch } = useAnswer('getAutomation', { params: { automationId } })
  useLive(
    ['automation.*'],
    ['getAutomation', 'getFigures', 'getStepFigures', 'listRuns', 'getRun', 'listVersions', 'explainContact'],
  )
  if (!data)
    return (
      <UnreadPage
        title="Automation"
        back={<TextLink to="/automations">Automations</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  return (
    <Suspense fallback={<PageLoading />}>
      <Opened key={automationId} automation={data} />
    </Suspense>
  )
}
