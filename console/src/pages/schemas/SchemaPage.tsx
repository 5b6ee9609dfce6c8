import { Alert, Badge, Group, Stack, Tabs } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { CopyIcon } from '../../kit/CodeBlock.tsx'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { OverviewTab } from './OverviewTab.tsx'
import { addressOfSchema } from './schema-address.ts'
import type { SchemaSearch, Tab } from './schema-search.ts'
import { useDraft } from './use-draft.ts'

const DefinitionTab = lazy(async () => ({ default: (await import('./DefinitionTab.tsx')).DefinitionTab }))
const TryTab = lazy(async () => ({ default: (await import('./TryTab.tsx')).TryTab }))
const PostTab = lazy(async () => ({ default: (await import('./PostTab.tsx')).PostTab }))
const RejectedTab = lazy(async () => ({ default: (await import('./RejectedTab.tsx')).RejectedTab }))
const VersionsTab = lazy(async () => ({ default: (await import('./VersionsTab.tsx')).VersionsTab }))

/** One kind of interaction: how it goes, what it must say, how it is posted, what was rejected. */
export function SchemaPage() {
  const { schemaId = 'new' } = useParams({ strict: false })
  const { data, error, refetch } = useAnswer('getSchema', { params: { schemaId } })
  useLive(['schema.*'], ['getSchema', 'listSchemaVersions'])
  if (!data)
    return (
      <UnreadPage
        title="Schema"
        back={<TextLink to="/schemas">Schemas</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  return <Shown key={data.id} schema={data} />
}

const titles: Readonly<Record<Tab, string>> = {
  overview: 'Overview',
  definition: 'Definition',
  try: 'Try',
  post: 'Post to it',
  rejected: 'Rejected',
  versions: 'Versions',
}

function Shown({ schema }: { readonly schema: Schema }) {
  const { tab = 'overview' } = useSearch({ strict: false }) as SchemaSearch
  const navigate = useNavigate()
  const may = useMay()
  const draft = useDraft(schema)
  const [payload, setPayload] = useState<string>()
  const go = (next: Tab) => navigate({ href: addressOfSchema(schema.id, { tab: next }) })
  const isOfDraft = draft.isDirty && tab !== 'definition'
  return (
    <>
      <LeaveGuard isDirty={draft.isDirty} />
      <PageHeader
        title={schema.displayName}
        back={<TextLink to="/schemas">Schemas</TextLink>}
        beside={
          <Group gap={6}>
            <Badge variant="default" tt="none" fw={500} ff="monospace" maw={260}>
              {schema.id}
            </Badge>
            <CopyIcon value={schema.id} label="Copy the id" />
            {schema.learnt && <StateBadge tone="neutral">learnt</StateBadge>}
          </Group>
        }
        about={
          schema.learnt ? (
            'Nobody registered it: it follows from what came in under its name, and checks nothing.'
          ) : (
            <>
              Version {schema.version}, changed <Time at={schema.updatedAt} isPast />
            </>
          )
        }
        actions={may('schemas:write') && <DeleteButton schema={schema} />}
      />
      <Tabs value={tab} onChange={next => next && go(next as Tab)} keepMounted={false}>
        <TabBar chosen={tab}>
          {Object.entries(titles).map(([value, title]) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </TabBar>
        {isOfDraft && (
          <Alert color="gray" mb="lg" title="You changed the definition and did not save it">
            It is kept while you look around here.
          </Alert>
        )}
        <Suspense fallback={<PageLoading />}>
          <Stack gap="lg">
            <Tabs.Panel value="overview">
              <OverviewTab schema={schema} />
            </Tabs.Panel>
            <Tabs.Panel value="definition">
              <DefinitionTab schema={schema} draft={draft} />
            </Tabs.Panel>
            <Tabs.Panel value="try">
              <TryTab schema={schema} draft={draft} payload={payload} onChange={setPayload} />
            </Tabs.Panel>
            <Tabs.Panel value="post">
              <PostTab schema={schema} payload={payload} />
            </Tabs.Panel>
            <Tabs.Panel value="rejected">
              <RejectedTab schema={schema} />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <VersionsTab
                schema={schema}
                onTake={version => {
                  draft.change({ displayName: version.displayName, text: version.text })
                  go('definition')
                }}
              />
            </Tabs.Panel>
          </Stack>
        </Suspense>
      </Tabs>
    </>
  )
}

function DeleteButton({ schema: { id, displayName } }: { readonly schema: Schema }) {
  const navigate = useNavigate()
  const remove = useDeed('deleteSchema', {
    changes: ['listSchemas', 'listSchemaCounters'],
    done: `${displayName} is deleted`,
    leave: () => navigate({ to: '/schemas', ignoreBlocker: true }),
  })
  return (
    <ConfirmButton
      question="Delete the schema?"
      consequence="All its interactions are deleted with it, and those that were rejected. What is posted to it is refused from then on. This cannot be undone."
      deed="Delete schema"
      typed={id}
      onConfirm={() => remove.mutateAsync({ params: { schemaId: id } })}
    >
      Delete
    </ConfirmButton>
  )
}
