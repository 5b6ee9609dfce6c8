import { IconHistory } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { Facts } from './TimelineTab.tsx'

type Entry = Answer<'listAudit'>['items'][number]

const columns: readonly Column<Entry>[] = [
  { title: 'What', render: ({ action }) => action },
  { title: 'By whom', render: ({ actor }) => actor.replace(':', ' ') },
  { title: 'When', render: ({ at }) => <Time at={at} />, align: 'right' },
]

/** What changed in the profile, and what was done by whom beyond changing it. */
export function ChangesTab({ contact }: { readonly contact: Contact }) {
  const may = useMay()
  return (
    <>
      <Section flush title="Profile">
        <Facts contact={contact} types="contact.*" />
      </Section>
      {may('audit:read') && <Audit contactId={contact.id} />}
    </>
  )
}

function Audit({ contactId }: { readonly contactId: string }) {
  const audit = usePages('listAudit', { query: { subject: contactId } })
  return (
    <Section flush title="Audit trail" about="Exports, merges and erasures, and who did them.">
      <DataTable
        label="Audit trail"
        columns={columns}
        rows={audit.items}
        keyOf={({ id }) => id}
        isPending={audit.isPending}
        error={audit.error}
        onRetry={() => audit.refetch()}
        more={audit}
        empty={<EmptyState icon={IconHistory} title="Nothing out of the ordinary was done" />}
      />
    </Section>
  )
}
