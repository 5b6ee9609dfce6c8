import { IconChartPie } from '@tabler/icons-react'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { kindWords, type Segment, SegmentState } from './segment-state.tsx'

const columns: readonly Column<Segment>[] = [
  { title: 'Name', render: ({ name }) => name },
  { title: 'Kind', render: ({ kind }) => kindWords[kind] ?? kind, from: 'sm' },
  { title: 'Members', render: ({ members }) => <Count of={members} />, align: 'right' },
  { title: 'State', render: segment => <SegmentState segment={segment} />, from: 'md' },
  { title: 'Last error', render: ({ computation }) => computation.lastError ?? '–', from: 'lg' },
  {
    title: 'Took',
    render: ({ computation: { tookMs } }) => (tookMs === null ? '–' : duration(tookMs)),
    align: 'right',
    from: 'lg',
  },
  {
    title: 'Computed',
    render: ({ computation }) => <Time at={computation.computedAt} isPast />,
    align: 'right',
    from: 'sm',
  },
]

export function SegmentsPage() {
  const may = useMay()
  const segments = usePages('listSegments', { query: {} })
  useLive(['segment.*'], ['listSegments'])
  const make = may('segments:write') && <ButtonLink to="/segments/new">New segment</ButtonLink>
  return (
    <>
      <PageHeader
        title="Segments"
        about="Contacts with something in common, for automations, campaigns and other systems."
        actions={(segments.isPending || segments.items.length > 0) && make}
      />
      <Section flush>
        <DataTable
          label="Segments"
          columns={columns}
          rows={segments.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/segments/${id}`}
          isPending={segments.isPending}
          error={segments.error}
          onRetry={() => segments.refetch()}
          more={segments}
          empty={
            <EmptyState icon={IconChartPie} title="No segments yet" action={make}>
              Say in sentences whom you mean, such as who bought twice in the last 30 days. Who fits is found
              by itself, now and later.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}
