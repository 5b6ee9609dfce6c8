import { IconPlugConnected } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Count } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'

type Use = Answer<'listKeyUses'>['items'][number]

const columns: readonly Column<Use>[] = [
  { title: 'System', render: ({ userAgent }) => <bdi>{userAgent || 'does not name itself'}</bdi> },
  { title: 'Version', render: ({ apiVersion }) => apiVersion, from: 'sm' },
  { title: 'Requests', render: ({ requests }) => <Count of={requests} />, align: 'right' },
  { title: 'Refused', render: ({ refused }) => <Count of={refused} />, align: 'right' },
  { title: 'First', render: ({ firstSeenAt }) => <Time at={firstSeenAt} />, from: 'md' },
  { title: 'Last', render: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
]

/** Who calls with a key, by the User-Agent that they send. */
export function KeyUses({ keyId }: { readonly keyId: string }) {
  const uses = useAnswer('listKeyUses', { params: { keyId } })
  return (
    <Section title="Systems that call" about="By the User-Agent that they send." flush>
      <DataTable
        label="Systems that call"
        columns={columns}
        rows={uses.data?.items ?? []}
        keyOf={({ userAgent, apiVersion }) => `${apiVersion} ${userAgent}`}
        isPending={uses.isPending}
        error={uses.error}
        onRetry={() => uses.refetch()}
        empty={<EmptyState icon={IconPlugConnected} title="Nobody called with it yet" />}
      />
    </Section>
  )
}
