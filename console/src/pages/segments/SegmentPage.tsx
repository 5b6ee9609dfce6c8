import { Alert, Button, Grid, SimpleGrid, Stack, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import type { Rule } from '../../kit/rule/rule.ts'
import { ruleInWords } from '../../kit/rule/rule-words.ts'
import { useRuleWorld } from '../../kit/rule/use-rule-world.ts'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { EditSegment } from './EditSegment.tsx'
import { ListImport } from './ListImport.tsx'
import { Members } from './Members.tsx'
import { kindWords, type Segment, SegmentState } from './segment-state.tsx'
import { Uses } from './Uses.tsx'

const HistoryChart = lazy(async () => ({ default: (await import('./HistoryChart.tsx')).HistoryChart }))
const route = getRouteApi('/shell/segments/$segmentId')

export function SegmentPage() {
  const { segmentId } = route.useParams()
  const { edit } = route.useSearch()
  const params = { segmentId }
  const may = useMay()('segments:write')
  const { data, error, refetch } = useAnswer('getSegment', { params })
  useLive(['segment.*'], ['getSegment', 'listMembers', 'getSegmentHistory'])
  if (!data)
    return (
      <UnreadPage
        title="Segment"
        back={<TextLink to="/segments">Segments</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  return edit && may ? <EditSegment key={segmentId} segment={data} /> : <Shown segment={data} />
}

function Shown({ segment }: { readonly segment: Segment }) {
  const { computation, kind, rule } = segment
  const may = useMay()('segments:write')
  const { names } = useRuleWorld(rule)
  return (
    <>
      <PageHeader
        title={segment.name}
        about={segment.description}
        back={<TextLink to="/segments">Segments</TextLink>}
        beside={<SegmentState segment={segment} />}
        actions={may && <Deeds segment={segment} />}
      />
      <Stack gap="lg">
        {computation.lastError && (
          <Alert color="red" title="The last computation failed">
            {computation.lastError} It is tried again <Time at={computation.retryAt} />.
          </Alert>
        )}
        <SimpleGrid cols={{ base: 2, lg: 4 }}>
          <Stat label="Members" value={<Count of={segment.members} />} />
          <Stat label="Kind" value={kindWords[kind] ?? kind} note={segment.refresh} />
          <Stat label="Computed" value={<Time at={computation.computedAt} isPast />} />
          <Stat
            label="It took"
            value={computation.tookMs === null ? '–' : duration(computation.tookMs)}
            note={
              computation.dueAt && (
                <>
                  next <Time at={computation.dueAt} />
                </>
              )
            }
          />
        </SimpleGrid>
        {rule && (
          <Section title="Whom it is about">
            <Text style={{ overflowWrap: 'anywhere' }}>
              Everyone {ruleInWords(rule as unknown as Rule, names)}
            </Text>
            {segment.includesUnapproved && (
              <Text size="sm" c="dimmed">
                Also contacts that have still to confirm.
              </Text>
            )}
          </Section>
        )}
        <Section title="Members over time">
          <Suspense fallback={<PageLoading />}>
            <HistoryChart segmentId={segment.id} />
          </Suspense>
        </Section>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Members segment={segment} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Stack gap="lg">
              {kind === 'list' && may && <ListImport segmentId={segment.id} />}
              <Uses segmentId={segment.id} />
            </Stack>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  )
}

function Deeds({ segment: { id, name, kind } }: { readonly segment: Segment }) {
  const navigate = route.useNavigate()
  const params = { segmentId: id }
  const recompute = useDeed('recomputeSegment', { changes: ['getSegment'], done: 'It is computed anew' })
  const remove = useDeed('deleteSegment', {
    changes: ['listSegments'],
    done: `${name} is deleted`,
    leave: () => navigate({ to: '/segments' }),
  })
  return (
    <>
      {kind === 'refreshing' && (
        <Button variant="default" loading={recompute.isPending} onClick={() => recompute.mutate({ params })}>
          Compute now
        </Button>
      )}
      <ConfirmButton
        question="Delete the segment?"
        consequence="Nobody is a member of it any longer. This cannot be undone. It is refused while anything refers to it."
        deed="Delete segment"
        onConfirm={() => remove.mutateAsync({ params })}
      >
        Delete
      </ConfirmButton>
      <Button onClick={() => navigate({ search: { edit: true } })}>Edit</Button>
    </>
  )
}
