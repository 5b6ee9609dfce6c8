import { Box, Button, Group, NativeSelect, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBolt } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Contact, Interaction, Schema } from '../../api/shapes.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { LongList } from '../../kit/LongList.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { cardProperties, shown } from './card-properties.ts'
import classes from './contact.module.css'
import { useSchemas } from './use-schemas.ts'

const route = getRouteApi('/shell/contacts/$contactId')

type Listed = Pick<Interaction, 'id' | 'schemaId' | 'createdAt' | 'payload'>

/** What this contact did, schema by schema: the properties that their definitions show, in their order. */
export function InteractionsTab({ contact }: { readonly contact: Contact }) {
  const { schema = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const { list, byId } = useSchemas()
  const query = { contactId: contact.id, limit: 100, ...(schema !== '' && { schemaId: schema }) }
  const interactions = usePages('listInteractions', { query }, { keepsPrevious: true })
  useLive(['interaction.*'], ['listInteractions'], contact.id)
  return (
    <Section flush>
      <Group p="md">
        <NativeSelect
          label="Schema"
          value={schema}
          onChange={event => {
            const chosen = event.currentTarget.value
            navigate({
              search: { tab: 'interactions', ...(chosen && { schema: chosen }) },
              replace: true,
              resetScroll: false,
            })
          }}
          data={[
            { value: '', label: 'All schemas' },
            ...list.map(({ id, displayName }) => ({ value: id, label: displayName })),
          ]}
          maw={360}
        />
      </Group>
      {interactions.isPending && <PageLoading />}
      {interactions.error && interactions.items.length === 0 && (
        <ErrorState error={interactions.error} onRetry={() => interactions.refetch()} />
      )}
      {!interactions.isPending && !interactions.error && interactions.items.length === 0 && (
        <EmptyState icon={IconBolt} title="No interactions yet">
          A review, a repair, a wish: what your systems post for this contact to <code>/interactions</code>{' '}
          appears here at once.
        </EmptyState>
      )}
      {interactions.items.length > 0 && (
        <LongList
          label="Interactions"
          items={interactions.items as readonly Listed[]}
          keyOf={({ id }) => id}
          estimate={92}
          more={interactions}
          render={interaction => (
            <InteractionRow interaction={interaction} schema={byId.get(interaction.schemaId)} />
          )}
        />
      )}
    </Section>
  )
}

function InteractionRow({
  interaction,
  schema,
}: {
  readonly interaction: Listed
  readonly schema: Schema | undefined
}) {
  const [isOpen, { toggle }] = useDisclosure()
  const { id, schemaId, createdAt, payload } = interaction
  const properties = schema ? cardProperties(schema) : []
  return (
    <Box px="md" py="sm" className={classes.fact!}>
      <Group justify="space-between" gap="xs" mb={6} wrap="nowrap">
        <Text size="sm" fw={600}>
          {schema?.displayName ?? schemaId}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          <Time at={createdAt} form="short" />
        </Text>
      </Group>
      <Group justify="space-between" align="flex-end" wrap="nowrap" gap="md">
        <dl className={classes.properties} style={{ flex: 1, minWidth: 0 }}>
          {properties.map(({ name, label, format }) => (
            <div key={name} className={classes.property}>
              <dt>{label}</dt>
              <dd dir="auto">{shown(payload[name], format)}</dd>
            </div>
          ))}
        </dl>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={toggle}
          aria-expanded={isOpen}
          style={{ flex: 'none' }}
        >
          {isOpen ? 'Hide body' : 'Body'}
        </Button>
      </Group>
      {isOpen && <Body interactionId={id} />}
    </Box>
  )
}

/** As it was received, with what the schema does not know. */
function Body({ interactionId }: { readonly interactionId: string }) {
  const { data, error, refetch } = useAnswer('getInteractionBody', { params: { interactionId } })
  if (error) return <ErrorState error={error} onRetry={refetch} />
  return (
    <Box mt="xs" mih={60}>
      {data !== undefined && <JsonView value={data} label="body as received" maxHeight={360} />}
    </Box>
  )
}
