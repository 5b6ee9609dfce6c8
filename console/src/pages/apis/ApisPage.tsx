import { Anchor, Code, Group, Stack, Table, Tabs, Text } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { CopyIcon } from '../../kit/CodeBlock.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Scroll } from '../../kit/Scroll.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { Time } from '../../kit/Time.tsx'
import table from '../../kit/table.module.css'
import { type Api, apisOf, keyHeaderOf, toneOf } from './apis.ts'
import { FirstRequest } from './FirstRequest.tsx'

/** The APIs that are served: where each is, how far its versions live, what a first request looks like. */
export function ApisPage() {
  const { data, error, refetch } = useAnswer('listApiVersions', {})
  const [dialect, setDialect] = useState('parley')
  if (!data) return error ? <ErrorState error={error} onRetry={refetch} /> : <PageLoading />
  const apis = apisOf(data.items)
  return (
    <>
      <PageHeader
        title="APIs"
        about="Several APIs over the same contacts. An integration that is written for one of them changes its base URL."
      />
      <Tabs value={dialect} onChange={next => next && setDialect(next)} keepMounted={false}>
        <TabBar chosen={dialect}>
          {apis.map(({ dialect: value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </TabBar>
        {apis.map(api => (
          <Tabs.Panel key={api.dialect} value={api.dialect}>
            <Stack gap="lg">
              <Versions api={api} />
              <FirstRequest api={api} />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  )
}

function Versions({ api }: { readonly api: Api }) {
  const { origin } = window.location
  return (
    <Section title="Versions" flush>
      <Scroll label="Versions">
        <Table className={table.table!} highlightOnHover={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Version</Table.Th>
              <Table.Th>Base URL</Table.Th>
              <Table.Th>Phase</Table.Th>
              <Table.Th>Ends</Table.Th>
              <Table.Th>Reference</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {api.versions.map(({ version, path, phase, endsOn }) => (
              <Table.Tr key={version}>
                <Table.Td>{version}</Table.Td>
                <Table.Td>
                  <Group gap={4} wrap="nowrap">
                    <Code style={{ whiteSpace: 'nowrap' }}>{`${origin}${path}`}</Code>
                    <CopyIcon value={`${origin}${path}`} label={`Copy the base URL of ${version}`} />
                  </Group>
                </Table.Td>
                <Table.Td>
                  <StateBadge tone={toneOf(phase)}>{phase}</StateBadge>
                </Table.Td>
                <Table.Td>
                  <Time at={endsOn} form="short" />
                </Table.Td>
                <Table.Td>
                  <Group gap="md" wrap="nowrap">
                    <Anchor
                      href={`${path}/ui/index`}
                      target="_blank"
                      size="sm"
                      style={{ whiteSpace: 'nowrap' }}
                    >
                      To read and try
                    </Anchor>
                    <Anchor
                      href={`${path}/openapi.json`}
                      target="_blank"
                      size="sm"
                      style={{ whiteSpace: 'nowrap' }}
                    >
                      OpenAPI
                    </Anchor>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
      <Text size="sm" p="md" pt="xs">
        The key goes into the header <Code>{keyHeaderOf(api.dialect)}</Code>, never into an address.
        {api.account !== null && (
          <>
            {' '}
            In paths this company is <Code>{api.account}</Code>.
          </>
        )}
        {api.dialect === 'parley' && (
          <>
            {' '}
            Every way in which it says no is{' '}
            <Anchor href="/parley/v1/problems" target="_blank" inherit>
              described
            </Anchor>
            .
          </>
        )}
      </Text>
    </Section>
  )
}
