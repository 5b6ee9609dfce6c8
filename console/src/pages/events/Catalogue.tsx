import { Drawer, List, Stack, Table, Text, Title } from '@mantine/core'
import { IconBook2 } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer, usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { TextLink } from '../../kit/links.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Scroll } from '../../kit/Scroll.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { type Fact, type Catalogue as Facts, listenersOf, type Webhook } from './listeners.ts'

const route = getRouteApi('/shell/events')

/** What can happen, with an example of each and who is told. */
export function Catalogue() {
  const { search = '', fact: open } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const catalogue = useAnswer('listEventTypes', {})
  const webhooks = usePages('listWebhooks', { query: { limit: 200 } }, { enabled: may('webhooks:read') })
  const facts = catalogue.data?.facts ?? []
  const words = search.toLowerCase()
  const shown = facts.filter(({ type, about }) => `${type} ${about}`.toLowerCase().includes(words))
  const change = (changes: { search?: string | undefined; fact?: string | undefined }) =>
    navigate({
      search: before => ({ ...before, ...changes }) as typeof before,
      replace: true,
      resetScroll: false,
    })
  const toldOf = (fact: Fact) => listenersOf(fact, catalogue.data, webhooks.items)

  const columns: readonly Column<Fact>[] = [
    {
      title: 'Fact',
      render: ({ type }) => <RowButton onClick={() => change({ fact: type })}>{type}</RowButton>,
    },
    { title: 'When', render: ({ about }) => about, from: 'sm' },
    { title: 'Of a contact', render: ({ hasContact }) => (hasContact ? 'yes' : 'no'), from: 'lg' },
    ...(may('webhooks:read')
      ? [{ title: 'Webhooks', render: (fact: Fact) => toldOf(fact).length, align: 'right' as const }]
      : []),
  ]
  const chosen = facts.find(({ type }) => type === open)
  return (
    <>
      <Section flush>
        <FilterBar
          search={{ label: 'Find a fact', value: search, onChange: next => change({ search: next }) }}
        />
        <DataTable
          label="Facts"
          columns={columns}
          rows={shown}
          keyOf={({ type }) => type}
          isPending={catalogue.isPending}
          error={catalogue.error}
          onRetry={() => catalogue.refetch()}
          empty={<EmptyState icon={IconBook2} title="No fact of that name" />}
        />
      </Section>
      <Drawer
        opened={chosen !== undefined}
        onClose={() => change({ fact: undefined })}
        position="right"
        size="lg"
        title={chosen?.type ?? ''}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {chosen && <Details fact={chosen} catalogue={catalogue.data} listeners={toldOf(chosen)} />}
      </Drawer>
    </>
  )
}

/** By their names for people. */
const apiNames: Readonly<Record<string, string>> = {
  parley: 'Parley',
  voyado: 'Voyado',
  webengage: 'WebEngage',
}

interface DetailsProps {
  readonly fact: Fact
  readonly catalogue: Facts | undefined
  readonly listeners: readonly Webhook[]
}

function Details({ fact, catalogue, listeners }: DetailsProps) {
  const { about, fields, type, sample } = fact
  const messages = catalogue?.webhooks.flatMap(({ dialect, eventTypes }) =>
    eventTypes
      .filter(({ facts, sample: message }) => facts.includes(type) && message !== null)
      .map(each => ({ ...each, dialect })),
  )
  return (
    <Stack>
      <Text>{about}</Text>
      {fields.length > 0 && (
        <>
          <Title order={3}>Its data</Title>
          <Scroll label="Its data">
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Field</Table.Th>
                  <Table.Th>Type</Table.Th>
                  <Table.Th>What it is</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {fields.map(field => (
                  <Table.Tr key={field.name}>
                    <Table.Td>{field.name}</Table.Td>
                    <Table.Td>{field.type}</Table.Td>
                    <Table.Td>{field.about}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Scroll>
          <JsonView value={sample} label="an example of its data" maxHeight={260} />
        </>
      )}
      <Title order={3}>Who is told</Title>
      {listeners.length === 0 ? (
        <Text size="sm" c="dimmed">
          No webhook of yours hears it.
        </Text>
      ) : (
        <List size="sm">
          {listeners.map(({ id, description, url, disabledAt }) => (
            <List.Item key={id}>
              <TextLink to="/webhooks/$webhookId" params={{ webhookId: id }}>
                {description || url}
              </TextLink>
              {disabledAt && ' (switched off)'}
            </List.Item>
          ))}
        </List>
      )}
      {messages?.map(({ dialect, name, sample: message }) => (
        <Stack key={`${dialect} ${name}`} gap="xs">
          <Title order={3}>
            As {apiNames[dialect] ?? dialect} posts it: {name}
          </Title>
          <JsonView value={message} label={`an example of ${name} as ${dialect} posts it`} maxHeight={260} />
        </Stack>
      ))}
    </Stack>
  )
}
