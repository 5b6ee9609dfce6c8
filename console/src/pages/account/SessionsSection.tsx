import { Button } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { browserOf } from './browser-of.ts'

type Session = Answer<'listSessions'>['items'][number]

/** Where one is signed in, and the way out of each. */
export function SessionsSection() {
  const sessions = useAnswer('listSessions', {})
  const end = useDeed('endSession', { changes: ['listSessions'], done: 'Signed out there' })
  const endOthers = useDeed('endOtherSessions', {
    changes: ['listSessions'],
    done: 'Signed out everywhere else',
  })
  const columns: readonly Column<Session>[] = [
    { title: 'Browser', render: ({ userAgent }) => browserOf(userAgent) },
    { title: 'From', render: ({ address }) => address, from: 'sm' },
    { title: 'Signed in', render: ({ createdAt }) => <Time at={createdAt} />, from: 'md' },
    { title: 'Last used', render: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
    {
      title: 'Sign out',
      align: 'right',
      render: ({ id, isThis }) =>
        isThis ? (
          <StateBadge tone="good">This one</StateBadge>
        ) : (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => end.mutate({ params: { sessionId: id } })}
          >
            Sign out
          </Button>
        ),
    },
  ]
  const items = sessions.data?.items ?? []
  return (
    <Section
      title="Sessions"
      about="Each browser in which you are signed in. One that is unused for half a day ends by itself."
      flush
      actions={
        items.length > 1 && (
          <ConfirmButton
            size="xs"
            question="Sign out everywhere else?"
            consequence="All other browsers in which you are signed in ask for your password again."
            deed="Sign out"
            onConfirm={() => endOthers.mutateAsync({})}
          >
            Sign out everywhere else
          </ConfirmButton>
        )
      }
    >
      <DataTable
        label="Sessions"
        columns={columns}
        rows={items}
        keyOf={({ id }) => id}
        isPending={sessions.isPending}
        error={sessions.error}
        onRetry={() => sessions.refetch()}
        empty={<EmptyState icon={IconDevices} title="No sessions" />}
      />
    </Section>
  )
}
