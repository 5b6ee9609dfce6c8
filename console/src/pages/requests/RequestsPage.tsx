import { Button, Checkbox, Code, NativeSelect, Stack } from '@mantine/core'
import { IconListSearch, IconRefresh } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { dialectLabel } from '../../kit/key-dialects.ts'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { useMay } from '../../session/session.tsx'
import { RequestDetails } from './RequestDetails.tsx'
import { leastStatusOf, type RequestsSearch } from './requests-search.ts'
import type { Logged } from './to-curl.ts'

const route = getRouteApi('/shell/developers/requests')

/** What systems asked lately, and what they were answered. */
export function RequestsPage() {
  const given = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const leastStatus = leastStatusOf(given)
  const query = {
    limit: 200,
    ...(given.key && { keyId: given.key }),
    ...(given.operation && { operation: given.operation }),
    ...(leastStatus && { leastStatus }),
    ...(given.fault && { fault: given.fault }),
  }
  const log = useAnswer('listRequests', { query }, { keepsPrevious: true, refetchMs: 5000 })
  const keys = useAnswer('listKeys', { query: { limit: 200 } }, { enabled: may('keys:read') })
  const nameOf = (keyId: string) => keys.data?.items.find(({ id }) => id === keyId)?.name ?? keyId
  const rows = log.data?.items ?? []
  const open = rows.find(({ requestId }) => requestId === given.request)

  const change = (changes: { readonly [Name in keyof RequestsSearch]: string | undefined }) =>
    navigate({
      search: before => ({ ...before, ...changes }) as RequestsSearch,
      replace: true,
      resetScroll: false,
    })

  const columns: readonly Column<Logged>[] = [
    {
      title: 'Request',
      render: ({ requestId, method, operation }) => (
        <RowButton onClick={() => change({ request: requestId })}>
          {method} {operation}
        </RowButton>
      ),
    },
    { title: 'Status', render: ({ status }) => <StateBadge tone={toneOf(status)}>{`${status}`}</StateBadge> },
    { title: 'Fault', render: ({ fault }) => fault ?? '–', from: 'lg' },
    { title: 'Key', render: ({ keyId }) => <bdi>{nameOf(keyId)}</bdi>, from: 'md' },
    { title: 'Took', render: ({ ms }) => duration(ms), align: 'right', from: 'sm' },
    { title: 'Request id', render: ({ requestId }) => <Code>{requestId}</Code>, from: 'lg' },
    { title: 'When', render: ({ at }) => <Time at={at} /> },
  ]

  return (
    <>
      <PageHeader
        title="Requests"
        about="The last hundred of each key within an hour, refused ones too. Secrets are masked."
        actions={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => log.refetch()}
          >
            Look again
          </Button>
        }
      />
      <Stack gap="lg">
        <Section flush>
          <FilterBar
            search={{
              label: 'Name of an operation',
              value: given.operation ?? '',
              onChange: operation => change({ operation: operation.trim() }),
            }}
          >
            <NativeSelect
              aria-label="Key"
              value={given.key ?? ''}
              onChange={event => change({ key: event.currentTarget.value })}
              data={[
                { value: '', label: 'Every key' },
                ...(keys.data?.items ?? []).map(({ id, name, dialect }) => ({
                  value: id,
                  label: `${name} (${dialectLabel(dialect)})`,
                })),
              ]}
              w={180}
            />
            <NativeSelect
              aria-label="Outcome"
              value={given.outcome ?? ''}
              onChange={event => change({ outcome: event.currentTarget.value })}
              data={[
                { value: '', label: 'Any outcome' },
                { value: 'refused', label: 'Refused (400 and up)' },
                { value: 'failed', label: 'Failed (500 and up)' },
              ]}
            />
            <Checkbox
              label="Struck by a fault rule"
              checked={given.fault !== undefined}
              onChange={event => change({ fault: event.currentTarget.checked ? '*' : undefined })}
              mb={8}
            />
          </FilterBar>
          <DataTable
            label="Requests"
            columns={columns}
            rows={rows}
            keyOf={({ requestId, at }) => `${at} ${requestId}`}
            isPending={log.isPending || (may('keys:read') && keys.isPending)}
            error={log.error}
            onRetry={() => log.refetch()}
            empty={
              <EmptyState icon={IconListSearch} title="No such request within an hour">
                Call the server with a key, and the request appears here within seconds.
              </EmptyState>
            }
          />
        </Section>
      </Stack>
      <RequestDetails
        request={open}
        keyName={open ? nameOf(open.keyId) : ''}
        onClose={() => change({ request: undefined })}
      />
    </>
  )
}

function toneOf(status: number): Tone {
  if (status >= 500) return 'bad'
  return status >= 400 ? 'warning' : 'good'
}
