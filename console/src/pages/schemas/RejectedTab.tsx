import { Button, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useSearch } from '@tanstack/react-router'
import type { Answer } from '../../api/ask.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { HrefLink } from '../../kit/links.tsx'
import { Count, plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { RejectedList } from './RejectedList.tsx'
import { ReplayBar } from './ReplayBar.tsx'
import { addressOfSchema } from './schema-address.ts'
import type { SchemaSearch } from './schema-search.ts'
import { useReplay } from './use-replay.ts'

type Reason = Answer<'groupRejected'>['items'][number]

/** What broke the schema: by reason, and one by one. It is kept until it is replayed or discarded. */
export function RejectedTab({ schema }: { readonly schema: Schema }) {
  const { field, detail } = useSearch({ strict: false }) as SchemaSearch
  const may = useMay()
  const groups = useAnswer(
    'groupRejected',
    { query: { schemaId: schema.id } },
    { enabled: may('interactions:read') },
  )
  useLive(['interaction.*'], ['groupRejected', 'listRejected'])
  const { replay, run, stop, clear } = useReplay()
  const discard = useDeed('discardRejected', {
    changes: ['groupRejected', 'listRejected'],
    done: ({ discarded }) => `${plural(discarded, 'interaction')} discarded`,
  })
  const reasons = groups.data?.items ?? []
  const hasReason = field !== undefined && detail !== undefined
  const chosen = hasReason
    ? { schemaId: schema.id, reasonField: field, reasonDetail: detail }
    : { schemaId: schema.id }
  const ofReason = reasons.filter(each => !hasReason || (each.field === field && each.detail === detail))
  const total = ofReason.reduce((sum, { count }) => sum + count, 0)

  async function discardAll() {
    let hasMore = true
    while (hasMore) ({ hasMore } = await discard.mutateAsync({ body: chosen }))
  }

  const isBusy = replay?.isRunning ?? false
  const deeds = may('interactions:write') && total > 0 && (
    <>
      <Button size="xs" variant="default" disabled={isBusy} onClick={() => run(chosen, total, true)}>
        Dry run
      </Button>
      <ConfirmButton
        size="xs"
        question="Discard them?"
        consequence={`${plural(total, 'rejected interaction')} will be gone for good, with their bytes.`}
        deed="Discard for good"
        typed={schema.id}
        onConfirm={discardAll}
      >
        Discard
      </ConfirmButton>
      <Button size="xs" loading={isBusy} onClick={() => run(chosen, total, false)}>
        Replay {total === 1 ? 'it' : `all ${total}`}
      </Button>
    </>
  )
  return (
    <Stack gap="lg">
      {replay && <ReplayBar replay={replay} onStop={stop} onClose={clear} />}
      {hasReason ? (
        <Section
          flush
          title={`${field} ${detail}`}
          about={
            <HrefLink href={addressOfSchema(schema.id, { tab: 'rejected' })}>
              <Text span inherit td="underline">
                All reasons
              </Text>
            </HrefLink>
          }
          actions={deeds}
        >
          <RejectedList
            chosen={chosen}
            onReplay={(ids, isDry) => run({ ids }, ids.length, isDry)}
            isBusy={isBusy}
          />
        </Section>
      ) : (
        <Section
          flush
          title="Why they were rejected"
          about="By the first fault of each. Mend the schema or who sends, then replay."
          actions={deeds}
        >
          <DataTable
            label="Reasons"
            columns={columns}
            rows={reasons}
            keyOf={({ field: at, detail: why }) => `${at} ${why}`}
            href={({ field: at, detail: why }) =>
              addressOfSchema(schema.id, { tab: 'rejected', field: at, detail: why })
            }
            isPending={groups.isPending && groups.fetchStatus !== 'idle'}
            error={groups.error}
            onRetry={() => groups.refetch()}
            empty={
              <EmptyState icon={IconCircleCheck} title="Nothing is rejected">
                What breaks the schema is kept here with its bytes and every fault, until it is replayed or
                discarded.
              </EmptyState>
            }
          />
          {groups.data && !groups.data.isComplete && (
            <Group p="md">
              <Text size="sm" c="dimmed">
                There are more: the newest 10 000 were looked at.
              </Text>
            </Group>
          )}
        </Section>
      )}
    </Stack>
  )
}

const columns: readonly Column<Reason>[] = [
  { title: 'Reason', render: ({ field, detail }) => `${field} ${detail}` },
  { title: 'How many', render: ({ count }) => <Count of={count} />, align: 'right' },
  {
    title: 'First',
    render: ({ firstReceivedAt }) => <Time at={firstReceivedAt} isPast />,
    align: 'right',
    from: 'md',
  },
  {
    title: 'Last',
    render: ({ lastReceivedAt }) => <Time at={lastReceivedAt} isPast />,
    align: 'right',
    from: 'sm',
  },
]
