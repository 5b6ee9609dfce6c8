import { Group, Stack } from '@mantine/core'
import { IconCamera } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import type { Answer } from '../../api/ask.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { DoubleNotice } from '../../kit/DoubleNotice.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay, useMe } from '../../session/session.tsx'
import { TakeSnapshot } from './TakeSnapshot.tsx'
import { Underway } from './Underway.tsx'

type Snapshot = Answer<'listSnapshots'>['items'][number]

const what =
  'Contacts, schemas, interactions, segments, automations and messages, of everybody in this company'

/** What a double held at moments, and the way back to one. */
export function SnapshotsPage() {
  const { tenant } = useMe()
  const may = useMay()
  const client = useQueryClient()
  const snapshots = useAnswer('listSnapshots', {}, { enabled: may('snapshots:read') })
  const remove = useDeed('deleteSnapshot', { changes: ['listSnapshots'], done: 'Snapshot deleted' })
  const reset = useDeed('resetTenant', {
    done: 'The company is put back',
    // Everything is another now; the session and the snapshots are not.
    onDone: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  })
  const isChangeable = may('snapshots:write') && !tenant.production
  const restored = reset.isPending ? (reset.variables.body.snapshot ?? null) : undefined

  const columns: readonly Column<Snapshot>[] = [
    { title: 'Name', render: ({ name }) => <bdi style={{ overflowWrap: 'anywhere' }}>{name}</bdi> },
    { title: 'Rows', render: ({ rows }) => <Count of={rows} />, align: 'right', from: 'sm' },
    { title: 'Files', render: ({ blobs }) => <Count of={blobs} />, align: 'right', from: 'md' },
    { title: 'Clock', render: ({ frozenAt }) => <ClockOf frozenAt={frozenAt} />, from: 'lg' },
    { title: 'Taken', render: ({ takenAt }) => <Time at={takenAt} form="short" />, from: 'sm' },
    ...(isChangeable
      ? [
          {
            title: 'Deeds',
            render: ({ name }: Snapshot) => (
              <Group gap="xs" wrap="nowrap">
                <ConfirmButton
                  size="compact-sm"
                  question={`Put ${tenant.name} back to ${name}?`}
                  consequence={`${what}, become what they were then. What came since is gone for good. Settings, people, keys, fault rules and snapshots stay.`}
                  deed="Put it back"
                  typed={tenant.slug}
                  disabled={reset.isPending}
                  aria-label={`Put back to ${name}`}
                  onConfirm={() => reset.mutateAsync({ body: { snapshot: name } })}
                >
                  Put back
                </ConfirmButton>
                <ConfirmButton
                  size="compact-sm"
                  variant="subtle"
                  color="red"
                  question={`Delete the snapshot ${name}?`}
                  consequence="What it holds can no longer be put back. The company stays as it is."
                  deed="Delete the snapshot"
                  aria-label={`Delete ${name}`}
                  onConfirm={() => remove.mutateAsync({ params: { name } })}
                >
                  Delete
                </ConfirmButton>
              </Group>
            ),
          },
        ]
      : []),
  ]

  return (
    <>
      <PageHeader
        title="Snapshots"
        about="Keep what this company holds, let a test do what it likes, and put everything back."
        actions={
          isChangeable && (
            <ConfirmButton
              color="red"
              variant="light"
              question={`Empty ${tenant.name}?`}
              consequence={`${what}, are gone for good, as if it were new. Settings, people, keys, fault rules and snapshots stay.`}
              deed="Empty it"
              typed={tenant.slug}
              disabled={reset.isPending}
              onConfirm={() => reset.mutateAsync({ body: {} })}
            >
              Empty the company
            </ConfirmButton>
          )
        }
      />
      <Stack gap="lg">
        <DoubleNotice what="It is never put back, and no snapshot of it is taken: back it up as your database is." />
        {restored !== undefined && (
          <Underway>
            {restored === null ? 'The company is emptied.' : `The company is put back to ${restored}.`}{' '}
            Requests wait meanwhile.
          </Underway>
        )}
        {isChangeable && <TakeSnapshot names={snapshots.data?.items.map(({ name }) => name) ?? []} />}
        <Section flush>
          <DataTable
            label="Snapshots"
            columns={columns}
            rows={snapshots.data?.items.toReversed() ?? []}
            keyOf={({ name }) => name}
            isPending={snapshots.isPending}
            error={snapshots.error}
            onRetry={() => snapshots.refetch()}
            empty={
              <EmptyState icon={IconCamera} title="No snapshots yet">
                Take one of what every test is to begin with. Putting back is done in one step, by a test as
                well: see POST /reset.
              </EmptyState>
            }
          />
        </Section>
      </Stack>
    </>
  )
}

function ClockOf({ frozenAt }: { readonly frozenAt: string | null }) {
  return frozenAt ? (
    <>
      stands still at <Time at={frozenAt} form="short" />
    </>
  ) : (
    <>runs</>
  )
}
