import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useDeed, usePages } from '../../api/queries.ts'
import { ContactLink } from '../../kit/ContactLink.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import type { Segment } from './segment-state.tsx'

interface Member {
  readonly contactId: string
  readonly enteredAt: string
}

export function Members({ segment: { id, kind } }: { readonly segment: Segment }) {
  const canTakeOut = useMay()('segments:write') && kind === 'list'
  const params = { segmentId: id }
  const members = usePages('listMembers', { params, query: { limit: 20 } })
  const takeOut = useDeed('removeMembers', {
    changes: ['listMembers', 'getSegment', 'listSegments', 'getSegmentHistory'],
    done: 'Taken out',
  })
  const columns: readonly Column<Member>[] = [
    { title: 'Contact', render: ({ contactId }) => <ContactLink contactId={contactId} /> },
    { title: 'Since', render: ({ enteredAt }) => <Time at={enteredAt} isPast />, align: 'right' },
    ...(canTakeOut
      ? [
          {
            title: 'Take out',
            align: 'right' as const,
            render: ({ contactId }: Member) => (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => takeOut.mutate({ params, body: { contactIds: [contactId] } })}
              >
                Take out
              </Button>
            ),
          },
        ]
      : []),
  ]
  return (
    <Section title="Members" flush>
      <DataTable
        label="Members"
        columns={columns}
        rows={members.items}
        keyOf={({ contactId }) => contactId}
        isPending={members.isPending}
        error={members.error}
        onRetry={() => members.refetch()}
        more={members}
        empty={
          <EmptyState icon={IconUsers} title="Nobody is in it">
            {kind === 'list'
              ? 'Upload a CSV, or put contacts in by the API.'
              : 'Nobody fits the rule at present.'}
          </EmptyState>
        }
      />
    </Section>
  )
}
