import { Text } from '@mantine/core'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { dialectLabel } from '../../kit/key-dialects.ts'
import { ButtonLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { stateOf, type UsedKey } from './key-state.ts'

const columns: readonly Column<UsedKey>[] = [
  { title: 'Name', render: ({ name }) => <bdi style={{ overflowWrap: 'anywhere' }}>{name}</bdi> },
  { title: 'API', render: ({ dialect }) => dialectLabel(dialect) },
  { title: 'May', render: ({ scopes }) => listed(scopes, 'everything'), from: 'md' },
  { title: 'From', render: ({ ipAllowList }) => listed(ipAllowList, 'anywhere'), from: 'md' },
  { title: 'Last used', render: ({ lastUsedAt }) => <Time at={lastUsedAt} isPast />, from: 'sm' },
  { title: 'Ends', render: ({ expiresAt }) => <Time at={expiresAt} form="short" />, from: 'lg' },
  { title: 'State', render: key => <State of={key} /> },
]

/** Which systems may call, and what each may do. */
export function KeysPage() {
  const may = useMay()
  const keys = usePages('listKeys', { query: { limit: 50 } })
  return (
    <>
      <PageHeader
        title="Keys"
        about="Each system that calls has a key of its own, for one of the APIs."
        actions={
          may('keys:write') && (
            <ButtonLink to="/developers/keys/new" leftSection={<IconPlus size={16} aria-hidden />}>
              New key
            </ButtonLink>
          )
        }
      />
      <Section flush>
        <DataTable
          label="Keys"
          columns={columns}
          rows={keys.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/developers/keys/${id}`}
          isPending={keys.isPending}
          error={keys.error}
          onRetry={() => keys.refetch()}
          more={keys}
          empty={
            <EmptyState icon={IconKey} title="No keys yet">
              Your shop, your till and your scripts each get one here.
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}

function State({ of }: { readonly of: UsedKey }) {
  const { word, tone } = stateOf(of)
  return <StateBadge tone={tone}>{word}</StateBadge>
}

function listed(names: readonly string[], none: string) {
  if (names.length === 0)
    return (
      <Text span inherit c="dimmed">
        {none}
      </Text>
    )
  const rest = names.length - 2
  return `${names.slice(0, 2).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
