import { Group } from '@mantine/core'
import { IconForms } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { Count, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { fieldsOf } from './definition.ts'
import { addressOfSchema } from './schema-address.ts'

type Counters = Answer<'listSchemaCounters'>['items'][number]

interface Row extends Schema {
  readonly counters: Counters | undefined
}

const columns: readonly Column<Row>[] = [
  {
    title: 'Name',
    render: ({ displayName, learnt }) => (
      <Group gap="xs" component="span">
        {displayName}
        {learnt && <StateBadge tone="neutral">learnt</StateBadge>}
      </Group>
    ),
  },
  { title: 'Id', render: ({ id }) => id, from: 'sm' },
  {
    title: 'Fields',
    render: ({ jsonSchema }) => fieldsOf(jsonSchema).length,
    align: 'right',
    from: 'lg',
  },
  { title: 'Accepted', render: ({ counters }) => <Count of={counters?.accepted ?? 0} />, align: 'right' },
  {
    title: 'Rejected',
    render: ({ counters }) => <Rejected counters={counters} />,
    align: 'right',
  },
  {
    title: 'Last one',
    render: ({ counters }) => <Time at={counters?.lastAcceptedAt} isPast />,
    align: 'right',
    from: 'md',
  },
]

function Rejected({ counters }: { readonly counters: Counters | undefined }) {
  const { accepted = 0, rejected = 0 } = counters ?? {}
  if (rejected === 0) return '–'
  return (
    <StateBadge tone={rejected > accepted / 20 ? 'bad' : 'warning'}>
      {share(rejected, accepted + rejected)}
    </StateBadge>
  )
}

/** Every kind of interaction that the company defined, and how it goes with each. */
export function SchemasPage() {
  const may = useMay()
  const schemas = usePages('listSchemas', { query: {} })
  const counters = useAnswer('listSchemaCounters', { query: {} }, { refetchMs: 10_000 })
  useLive(['schema.*'], ['listSchemas'])
  useLive(['interaction.*'], ['listSchemaCounters'])
  const bySchema = new Map(counters.data?.items.map(each => [each.schemaId, each]))
  const rows = schemas.items.map(schema => ({ ...schema, counters: bySchema.get(schema.id) }))
  const make = may('schemas:write') && <ButtonLink to="/schemas/new">New schema</ButtonLink>
  return (
    <>
      <PageHeader
        title="Schemas"
        about="What kinds of interactions there are, and what each must say. Counted are the last 30 days."
        actions={(schemas.isPending || rows.length > 0) && make}
      />
      <Section flush>
        <DataTable
          label="Schemas"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          href={({ id }) => addressOfSchema(id)}
          isPending={schemas.isPending || counters.isPending}
          error={schemas.error}
          onRetry={() => schemas.refetch()}
          more={schemas}
          empty={
            <EmptyState icon={IconForms} title="No schemas yet" action={make}>
              A schema says what one kind of interaction is made of, such as a review with its stars. What
              does not follow it is rejected and kept, until the one or the other is mended.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}
