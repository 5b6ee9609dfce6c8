import { Button, Modal } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { useMay } from '../../session/session.tsx'
import { ConsentForm } from './ConsentForm.tsx'
import type { Consent } from './consent.ts'

/** What contacts are asked to consent to, and in which words. */
export function ConsentsSection() {
  const may = useMay()('tenant:write')
  const { data, error, isPending, refetch } = useAnswer('listConsents', {})
  const [edited, setEdited] = useState<Consent | 'new'>()
  const make = may && <Button onClick={() => setEdited('new')}>New consent</Button>
  const columns: readonly Column<Consent>[] = [
    {
      title: 'Name',
      render: consent =>
        may ? <RowButton onClick={() => setEdited(consent)}>{consent.name}</RowButton> : consent.name,
    },
    { title: 'Id', render: ({ id }) => id, from: 'sm' },
    {
      title: 'Mandatory',
      render: ({ isMandatory }) => (isMandatory ? <StateBadge tone="warning">mandatory</StateBadge> : 'no'),
    },
    {
      title: 'Languages',
      render: ({ displayText }) => Object.keys(displayText).join(', ') || '–',
      from: 'sm',
    },
  ]
  const rows = data?.items ?? []
  return (
    <Section
      flush
      title="Consents"
      about="What contacts can say yes or no to. Without a yes to a mandatory one no contact is made."
      actions={rows.length > 0 && make}
    >
      <DataTable
        label="Consents"
        columns={columns}
        rows={rows}
        keyOf={({ id }) => id}
        isPending={isPending}
        error={error}
        onRetry={() => refetch()}
        empty={
          <EmptyState icon={IconChecklist} title="No consents yet" action={make}>
            Such as the terms of membership: the words in each language, and whether a contact must agree.
          </EmptyState>
        }
      />
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'New consent' : edited?.name}
        size="lg"
      >
        {edited && (
          <ConsentForm {...(edited !== 'new' && { consent: edited })} onDone={() => setEdited(undefined)} />
        )}
      </Modal>
    </Section>
  )
}
