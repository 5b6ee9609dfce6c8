import { Button, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { Section } from '../../kit/Section.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { AttributesSection } from './AttributesSection.tsx'
import { FactRow } from './FactRow.tsx'
import { useSchemas } from './use-schemas.ts'

const route = getRouteApi('/shell/contacts/$contactId')

/** What is known, and what happened last. */
export function OverviewTab({ contact }: { readonly contact: Contact }) {
  const may = useMay()
  return (
    <>
      <AttributesSection key={contact.id} contact={contact} />
      {may('timeline:read') && <Latest contact={contact} />}
    </>
  )
}

function Latest({ contact }: { readonly contact: Contact }) {
  const navigate = route.useNavigate()
  const { byId } = useSchemas()
  const input = { params: { contactId: contact.id }, query: { limit: 6 } }
  const { data } = useAnswer('getTimeline', input)
  useLive(['*'], ['getTimeline'], contact.id)
  return (
    <Section
      title="Latest"
      flush
      actions={
        <Button variant="subtle" size="xs" onClick={() => navigate({ search: { tab: 'timeline' } })}>
          Show the timeline
        </Button>
      }
    >
      {data?.items.map(fact => (
        <FactRow key={fact.id} fact={fact} schemas={byId} />
      ))}
      {data?.items.length === 0 && (
        <Text p="md" c="dimmed" size="sm">
          Nothing has happened yet.
        </Text>
      )}
    </Section>
  )
}
