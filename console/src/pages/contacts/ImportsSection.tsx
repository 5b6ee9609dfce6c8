import { IconFileSpreadsheet } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Count } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { ImportState } from './ImportState.tsx'

type Job = Answer<'getImport'>

const columns: readonly Column<Job>[] = [
  { title: 'File', render: ({ fileName, dryRun }) => `${fileName}${dryRun ? ' (a try)' : ''}` },
  { title: 'State', render: job => <ImportState job={job} /> },
  { title: 'Rows', render: ({ total }) => <Count of={total} />, align: 'right', from: 'sm' },
  { title: 'Refused', render: ({ failed }) => <Count of={failed} />, align: 'right', from: 'sm' },
  { title: 'Begun', render: ({ createdAt }) => <Time at={createdAt} />, align: 'right' },
]

/** Imports under way and done; each goes on whether one looks or not. */
export function ImportsSection() {
  const imports = usePages('listImports', { query: {} }, { refetchMs: 5000 })
  return (
    <Section title="Imports so far" flush>
      <DataTable
        label="Imports"
        columns={columns}
        rows={imports.items}
        keyOf={({ id }) => id}
        href={({ id }) => `/contacts/imports/${id}`}
        isPending={imports.isPending}
        error={imports.error}
        onRetry={() => imports.refetch()}
        more={imports}
        empty={<EmptyState icon={IconFileSpreadsheet} title="No imports yet" />}
      />
    </Section>
  )
}
