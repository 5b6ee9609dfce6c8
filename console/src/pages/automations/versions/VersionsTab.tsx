import { Button, Group, Select, Stack, Text } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer, usePages } from '../../../api/queries.ts'
import { DataTable } from '../../../kit/DataTable.tsx'
import { EmptyState } from '../../../kit/EmptyState.tsx'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { plural } from '../../../kit/numbers.tsx'
import { PageLoading } from '../../../kit/PageLoading.tsx'
import { Section } from '../../../kit/Section.tsx'
import { StateBadge } from '../../../kit/StateBadge.tsx'
import { Time } from '../../../kit/Time.tsx'
import type { Automation } from '../automation-state.tsx'
import type { Definition, Draft } from '../model/definition.ts'
import { draftOf } from '../model/saved.ts'
import { Comparison } from './Comparison.tsx'

const route = getRouteApi('/shell/automations/$automationId')

/** All versions, and two of them side by side. */
export function VersionsTab({ automation }: { readonly automation: Automation }) {
  const { id, definitionVersion: newest } = automation
  const navigate = route.useNavigate()
  const { before = Math.max(1, newest - 1), after = newest } = route.useSearch()
  const versions = usePages('listVersions', { params: { automationId: id }, query: {} })
  const compare = (one: number, other: number) =>
    navigate({ search: { tab: 'versions', before: Math.min(one, other), after: Math.max(one, other) } })
  const numbers = versions.items.map(({ definitionVersion }) => String(definitionVersion))
  return (
    <Stack gap="lg">
      {newest > 1 && (
        <Section
          title="Side by side"
          actions={
            <Group gap="xs">
              <Select
                aria-label="Version before"
                size="xs"
                w={110}
                allowDeselect={false}
                data={numbers.map(value => ({ value, label: `Version ${value}` }))}
                value={String(before)}
                onChange={next => compare(Number(next), after)}
              />
              <Text size="sm">and</Text>
              <Select
                aria-label="Version after"
                size="xs"
                w={110}
                allowDeselect={false}
                data={numbers.map(value => ({ value, label: `Version ${value}` }))}
                value={String(after)}
                onChange={next => compare(before, Number(next))}
              />
            </Group>
          }
        >
          <TwoVersions automation={automation} before={before} after={after} />
        </Section>
      )}
      <Section
        title="Versions"
        about="Each save that changes what is done makes one. Contacts stay on theirs unless the save takes them along."
        flush
      >
        <DataTable
          label="Versions"
          columns={[
            {
              title: 'Version',
              render: ({ definitionVersion }) => (
                <Group gap="xs">
                  {definitionVersion}
                  {definitionVersion === newest && <StateBadge tone="good">newest</StateBadge>}
                </Group>
              ),
            },
            {
              title: 'Steps',
              render: ({ definition }) =>
                plural(Object.keys((definition as unknown as Definition).steps).length, 'step'),
              from: 'sm',
            },
            { title: 'Made', render: ({ createdAt }) => <Time at={createdAt} isPast /> },
            {
              title: 'Side by side',
              from: 'sm',
              align: 'right',
              render: ({ definitionVersion }) =>
                definitionVersion !== newest && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    onClick={() => compare(definitionVersion, newest)}
                  >
                    Compare with the newest
                  </Button>
                ),
            },
          ]}
          rows={versions.items}
          keyOf={({ definitionVersion }) => String(definitionVersion)}
          isPending={versions.isPending}
          error={versions.error}
          onRetry={() => versions.refetch()}
          more={versions}
          empty={
            <EmptyState icon={IconHistory} title="No versions">
              The first comes with the first save.
            </EmptyState>
          }
        />
      </Section>
    </Stack>
  )
}

function TwoVersions({
  automation,
  before,
  after,
}: {
  readonly automation: Automation
  readonly before: number
  readonly after: number
}) {
  const one = useVersion(automation, before)
  const other = useVersion(automation, after)
  const error = one.error ?? other.error
  if (error) return <ErrorState error={error} />
  if (!one.draft || !other.draft) return <PageLoading />
  return (
    <Comparison before={one.draft} after={other.draft} names={[`Version ${before}`, `Version ${after}`]} />
  )
}

function useVersion(
  automation: Automation,
  version: number,
): { draft: Draft | undefined; error: Error | null } {
  const params = { automationId: automation.id, definitionVersion: version }
  const { data, error } = useAnswer('getVersion', { params })
  return {
    draft: data && { ...draftOf(automation), definition: data.definition as unknown as Definition },
    error,
  }
}
