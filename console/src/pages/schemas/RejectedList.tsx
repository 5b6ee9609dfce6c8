import { Button, Checkbox, Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { ContactLink } from './ContactLink.tsx'
import { RejectedDetails } from './RejectedDetails.tsx'
import type { Rejected } from './rejected.ts'

interface Props {
  readonly chosen: {
    readonly schemaId: string
    readonly reasonField?: string
    readonly reasonDetail?: string
  }
  readonly onReplay: (ids: readonly string[], isDry: boolean) => void
  readonly isBusy: boolean
}

/** Those of one reason, the newest first; one can be looked at, and some be replayed. */
export function RejectedList({ chosen, onReplay, isBusy }: Props) {
  const rejected = usePages('listRejected', { query: chosen })
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [shown, setShown] = useState<string>()
  const may = useMay()('interactions:write')
  const ids = rejected.items.map(({ id }) => id).filter(id => picked.has(id))

  function pick(id: string, isPicked: boolean) {
    const next = new Set(picked)
    if (isPicked) next.add(id)
    else next.delete(id)
    setPicked(next)
  }

  const columns: readonly Column<Rejected>[] = [
    {
      title: 'Received',
      render: ({ id, receivedAt }) => (
        <RowButton onClick={() => setShown(id)}>
          <Time at={receivedAt} isPast />
        </RowButton>
      ),
    },
    {
      title: 'Contact',
      render: ({ contactId }) => (
        <span style={{ position: 'relative', zIndex: 1 }}>
          <ContactLink contactId={contactId} />
        </span>
      ),
    },
    { title: 'Faults', render: ({ faults }) => faults.length, align: 'right', from: 'sm' },
    { title: 'Version', render: ({ schemaVersion }) => schemaVersion, align: 'right', from: 'sm' },
    ...(may
      ? [
          {
            title: 'Choose',
            align: 'right' as const,
            render: ({ id }: Rejected) => (
              <Checkbox
                size="xs"
                aria-label="Choose"
                style={{ position: 'relative', zIndex: 1, display: 'inline-block' }}
                checked={picked.has(id)}
                onChange={event => pick(id, event.currentTarget.checked)}
              />
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      {ids.length > 0 && (
        <Group px="md" pb="sm" gap="xs" justify="flex-end">
          <Button size="xs" variant="default" disabled={isBusy} onClick={() => onReplay(ids, true)}>
            Dry run of {ids.length}
          </Button>
          <Button size="xs" variant="light" disabled={isBusy} onClick={() => onReplay(ids, false)}>
            Replay {ids.length} chosen
          </Button>
        </Group>
      )}
      <DataTable
        label="Rejected interactions"
        columns={columns}
        rows={rejected.items}
        keyOf={({ id }) => id}
        isPending={rejected.isPending}
        error={rejected.error}
        onRetry={() => rejected.refetch()}
        more={rejected}
        empty={<EmptyState icon={IconCircleCheck} title="None of this reason any longer" />}
      />
      <RejectedDetails
        rejected={rejected.items.find(({ id }) => id === shown)}
        onClose={() => setShown(undefined)}
        onReplay={onReplay}
        isBusy={isBusy}
      />
    </>
  )
}
