import { Grid, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import type { Interaction, Schema } from '../../api/shapes.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { Count, share } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { ContactLink } from './ContactLink.tsx'
import { type Field, fieldsOf, typeWords } from './definition.ts'

const CountersChart = lazy(async () => ({ default: (await import('./CountersChart.tsx')).CountersChart }))

/** How it goes with one kind of interaction: figures, days, and the newest, as they come. */
export function OverviewTab({ schema }: { readonly schema: Schema }) {
  const params = { schemaId: schema.id }
  const { data } = useAnswer('getSchemaCounters', { params, query: {} }, { refetchMs: 5000 })
  useLive(['interaction.*'], ['getSchemaCounters', 'listInteractions'])
  return (
    <Stack gap="lg">
      <Figures counters={data} />
      <Section title="Day by day" about="The last 30 days, by when they came in (UTC).">
        <div style={{ height: 220 }}>
          <Suspense>{data && <CountersChart days={data.days} />}</Suspense>
        </div>
      </Section>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Newest schema={schema} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <FieldsShown schema={schema} />
        </Grid.Col>
      </Grid>
    </Stack>
  )
}

function Figures({ counters }: { readonly counters: Answer<'getSchemaCounters'> | undefined }) {
  const { accepted = 0, rejected = 0, lastAcceptedAt, lastRejectedAt } = counters ?? {}
  const isKnown = counters !== undefined
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }}>
      <Stat label="Accepted" value={isKnown ? <Count of={accepted} /> : undefined} note="in 30 days" />
      <Stat label="Rejected" value={isKnown ? <Count of={rejected} /> : undefined} note="in 30 days" />
      <Stat label="Rejected share" value={isKnown ? share(rejected, accepted + rejected) : undefined} />
      <Stat
        label="Last accepted"
        value={isKnown ? <Time at={lastAcceptedAt} isPast /> : undefined}
        note={
          lastRejectedAt && (
            <>
              last rejected <Time at={lastRejectedAt} isPast />
            </>
          )
        }
      />
    </SimpleGrid>
  )
}

/** What came last; it changes while one looks. */
function Newest({ schema }: { readonly schema: Schema }) {
  const may = useMay()('interactions:read')
  const query = { schemaId: schema.id, limit: 8 }
  const newest = useAnswer('listInteractions', { query }, { enabled: may })
  if (!may) return null
  const columns: readonly Column<Interaction>[] = [
    { title: 'Contact', render: ({ contactId }) => <ContactLink contactId={contactId} /> },
    { title: 'Payload', render: ({ payload }) => <Short payload={payload} />, from: 'sm' },
    { title: 'When', render: ({ createdAt }) => <Time at={createdAt} isPast />, align: 'right' },
  ]
  return (
    <Section flush title="The newest" about="New ones appear here while you look.">
      <DataTable
        label="The newest interactions"
        columns={columns}
        rows={newest.data?.items ?? []}
        keyOf={({ id }) => id}
        isPending={newest.isPending}
        error={newest.error}
        onRetry={() => newest.refetch()}
        empty={
          <EmptyState icon={IconBolt} title="Waiting for the first one">
            Take the command under “Post to it”, and see it appear here.
          </EmptyState>
        }
      />
    </Section>
  )
}

function Short({ payload }: { readonly payload: Interaction['payload'] }) {
  return (
    <Text size="xs" ff="monospace" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
      {JSON.stringify(payload)}
    </Text>
  )
}

const fieldColumns: readonly Column<Field>[] = [
  {
    title: 'Field',
    render: ({ name, keywords, isRequired }) => (
      <>
        {String(keywords.displayName ?? name)}
        {isRequired && (
          <Text span inherit c="dimmed">
            {' '}
            required
          </Text>
        )}
      </>
    ),
  },
  { title: 'Type', render: ({ keywords }) => typeWords(keywords), align: 'right' },
]

function FieldsShown({ schema }: { readonly schema: Schema }) {
  return (
    <Section flush title="Fields">
      <DataTable
        label="Fields"
        columns={fieldColumns}
        rows={fieldsOf(schema.jsonSchema)}
        keyOf={({ name }) => name}
        empty={null}
      />
    </Section>
  )
}
