import { Code, Group, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { Answer } from '../../api/ask.ts'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar, SearchField } from '../../kit/FilterBar.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'

const route = getRouteApi('/shell/settings/$section')

type Entry = Answer<'listAudit'>['items'][number]

const columns: readonly Column<Entry>[] = [
  { title: 'Deed', render: entry => <Deed entry={entry} />, width: '9rem' },
  { title: 'To', render: ({ subject }) => subject, from: 'sm', width: '22%' },
  { title: 'By', render: ({ actor }) => <Actor name={actor} />, from: 'sm', width: '24%' },
  {
    title: 'Details',
    render: ({ details }) =>
      Object.keys(details).length > 0 ? (
        <Code style={{ overflowWrap: 'anywhere' }}>{JSON.stringify(details)}</Code>
      ) : (
        '–'
      ),
    from: 'lg',
  },
  { title: 'When', render: ({ at }) => <Time at={at} isPast />, align: 'right' },
]

/** `person:kim@acme.example`, broken where a word of it ends. */
function Actor({ name }: { readonly name: string }) {
  return name.split(/(?<=[:@])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name never change places.
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}

/** `key.created`; a long one is broken where its words end. On a phone with who did it. */
function Deed({ entry: { action, actor } }: { readonly entry: Entry }) {
  const [noun, ...deed] = action.split('.')
  return (
    <div style={{ overflowWrap: 'break-word' }}>
      {noun}.<wbr />
      {deed.join('.')}
      <Text size="xs" c="dimmed" hiddenFrom="sm" style={{ overflowWrap: 'anywhere' }}>
        <Actor name={actor} />
      </Text>
    </div>
  )
}

/** Who did what to what. It is only ever added to. */
export function AuditSection() {
  const { action = '', actor = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const trail = usePages('listAudit', {
    query: { ...(action && { action }), ...(actor && { actor }) },
  })
  const narrow = (change: { action?: string; actor?: string }) =>
    navigate({ search: before => ({ ...before, ...change }), replace: true })
  return (
    <Section flush title="Audit trail" about="Who did what to what. It is kept for good.">
      <FilterBar>
        <SearchField
          label="Deed, such as key.created"
          value={action}
          onChange={next => narrow({ action: next })}
        />
        <SearchField label="By whom" value={actor} onChange={next => narrow({ actor: next })} />
      </FilterBar>
      <DataTable
        label="Audit trail"
        columns={columns}
        rows={trail.items}
        keyOf={({ id }) => id}
        isPending={trail.isPending}
        error={trail.error}
        onRetry={() => trail.refetch()}
        more={trail}
        empty={
          <EmptyState icon={IconHistory} title="Nothing of this kind">
            Keys, people, settings, providers and the clock leave a line here when somebody changes them.
          </EmptyState>
        }
      />
      {trail.items.length > 0 && (
        <Group p="md">
          <Text size="sm" c="dimmed">
            The newest first.
          </Text>
        </Group>
      )}
    </Section>
  )
}
