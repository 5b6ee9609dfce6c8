import { IconListSearch } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'

type Logged = Answer<'listRequests'>['items'][number]

const columns: readonly Column<Logged>[] = [
  { title: 'Request', render: ({ method, operation }) => `${method} ${operation}` },
  { title: 'Status', render: ({ status }) => status },
  { title: 'Rule', render: ({ fault }) => fault, from: 'sm' },
  { title: 'System', render: ({ userAgent }) => <bdi>{userAgent || '–'}</bdi>, from: 'md' },
  { title: 'When', render: ({ at }) => <Time at={at} isPast /> },
]

/** The latest requests that a rule spoilt. Those whose connection was broken have no answer, and are not among them. */
export function StruckLately() {
  const log = useAnswer('listRequests', { query: { fault: '*', limit: 20 } }, { refetchMs: 3000 })
  return (
    <Section
      title="Struck lately"
      about="Within an hour. The answer names the rule in its header Parley-Fault. Broken connections have no answer."
      flush
    >
      <DataTable
        label="Struck lately"
        columns={columns}
        rows={log.data?.items ?? []}
        keyOf={({ requestId, at }) => `${at} ${requestId}`}
        href={({ requestId }) => `/developers/requests?fault=*&request=${requestId}`}
        isPending={log.isPending}
        error={log.error}
        onRetry={() => log.refetch()}
        empty={<EmptyState icon={IconListSearch} title="None within an hour" />}
      />
    </Section>
  )
}
