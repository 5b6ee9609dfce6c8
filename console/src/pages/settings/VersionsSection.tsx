import { Anchor } from '@mantine/core'
import { IconVersions } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'

type Version = Answer<'listApiVersions'>['items'][number]

const tones: Readonly<Record<string, Tone>> = {
  current: 'good',
  'active LTS': 'good',
  limited: 'busy',
  deprecated: 'warning',
  'end of life': 'bad',
}

const columns: readonly Column<Version>[] = [
  { title: 'API', render: ({ title, version }) => `${title} ${version}` },
  {
    title: 'Phase',
    render: ({ phase }) => <StateBadge tone={tones[phase] ?? 'neutral'}>{phase}</StateBadge>,
  },
  { title: 'Address', render: ({ path }) => path, from: 'sm' },
  { title: 'Deprecated', render: ({ deprecatedOn }) => <Time at={deprecatedOn} form="short" />, from: 'md' },
  { title: 'Ends', render: ({ endsOn }) => <Time at={endsOn} form="short" />, from: 'md' },
  { title: 'Go to', render: ({ successor }) => successor ?? '–', from: 'md' },
  {
    title: 'Reference',
    align: 'right',
    render: ({ path, title, version }) => (
      <Anchor
        href={`${path}/ui/index`}
        target="_blank"
        rel="noreferrer"
        size="sm"
        aria-label={`Read the reference of ${title} ${version}`}
      >
        Read
      </Anchor>
    ),
  },
]

/** Which versions of which API are served, and for how long. */
export function VersionsSection() {
  const { data, error, isPending, refetch } = useAnswer('listApiVersions', {})
  return (
    <Section
      flush
      title="API versions"
      about="Limited, then current; active LTS or deprecated when there is a newer one; then it ends."
    >
      <DataTable
        label="API versions"
        columns={columns}
        rows={data?.items ?? []}
        keyOf={({ dialect, version }) => `${dialect} ${version}`}
        isPending={isPending}
        error={error}
        onRetry={() => refetch()}
        empty={<EmptyState icon={IconVersions} title="No API is served" />}
      />
    </Section>
  )
}
