import { Alert, Badge, Radio, Stack, Table, Text } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ContactPicker } from '../../kit/ContactPicker.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Scroll } from '../../kit/Scroll.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import classes from '../../kit/table.module.css'
import { nameOf } from '../contacts/contact-name.ts'
import { labelOf } from './attributes.ts'
import { type MergedLine, mergedAttributes, mergedPreferences } from './merge-outcome.ts'

const route = getRouteApi('/shell/contacts/$contactId/merge')

/** Makes one contact of two: which one stays, and what comes of it, before anything is done. */
export function MergePage() {
  const { contactId } = route.useParams()
  const { with: otherId } = route.useSearch()
  const navigate = route.useNavigate()
  const one = useAnswer('getContact', { params: { contactId } })
  const other = useAnswer(
    'getContact',
    { params: { contactId: otherId ?? '' } },
    { enabled: otherId !== undefined },
  )
  if (!one.data) return one.error ? <ErrorState error={one.error} onRetry={one.refetch} /> : <PageLoading />
  return (
    <>
      <PageHeader
        title={`Merge ${nameOf(one.data)}`}
        about="Two contacts that are the same person become one, with all that both did."
        back={
          <TextLink to="/contacts/$contactId" params={{ contactId }}>
            {nameOf(one.data)}
          </TextLink>
        }
      />
      <Stack gap="lg">
        <Section>
          <ContactPicker
            label="The other contact"
            value={otherId}
            without={contactId}
            onChange={id => navigate({ search: id === undefined ? {} : { with: id }, replace: true })}
          />
        </Section>
        {otherId === undefined && (
          <EmptyState icon={IconArrowMerge} title="Who is the same person?">
            Find the other contact by name, e-mail or phone. You see what comes of it before anything is done.
          </EmptyState>
        )}
        {other.error && <ErrorState error={other.error} onRetry={other.refetch} />}
        {other.data && otherId === contactId && (
          <Alert color="yellow" title="This is the same contact">
            Choose another one.
          </Alert>
        )}
        {other.data && otherId !== contactId && <Decision one={one.data} other={other.data} />}
      </Stack>
    </>
  )
}

function Decision({ one, other }: { readonly one: Contact; readonly other: Contact }) {
  const navigate = route.useNavigate()
  const [keptId, setKeptId] = useState(one.id)
  const [kept, given] = keptId === one.id ? [one, other] : [other, one]
  const merge = useDeed('mergeContacts', {
    changes: ['getContact', 'listContacts', 'getTimeline'],
    done: 'Merged',
  })
  return (
    <>
      <Section title="Which one stays?" about="It keeps its id, and what it knows wins.">
        <Radio.Group value={keptId} onChange={setKeptId} aria-label="Which one stays">
          <Stack mt="sm" gap="xs">
            {[one, other].map(contact => (
              <Radio
                key={contact.id}
                value={contact.id}
                label={<bdi>{nameOf(contact)}</bdi>}
                description={
                  <>
                    {contact.contactType}, known since <Time at={contact.createdAt} form="short" />, changed{' '}
                    <Time at={contact.updatedAt} />
                  </>
                }
              />
            ))}
          </Stack>
        </Radio.Group>
      </Section>
      <Section title="What comes of it" flush>
        <Lines label="Attributes" lines={mergedAttributes(kept, given)} wordOf={labelOf} />
      </Section>
      <Section title="Accepts" flush>
        <Lines label="Preferences" lines={mergedPreferences(kept, given)} wordOf={name => name} />
      </Section>
      <Section title="And the rest">
        <Stack align="flex-start">
          <Text size="sm" maw="70ch">
            All answers to consents are kept, of both. Interactions, purchases, messages and the past of{' '}
            <bdi>{nameOf(given)}</bdi> move over. It is found by the keys of both from then on; whoever asks
            for the one that goes is told where it went.
          </Text>
          <ConfirmButton
            color="red"
            variant="filled"
            question="Merge the two contacts?"
            consequence={
              <>
                <bdi>{nameOf(kept)}</bdi> stays, <bdi>{nameOf(given)}</bdi> goes. This cannot be undone.
              </>
            }
            deed="Merge for good"
            onConfirm={async () => {
              await merge.mutateAsync({ params: { contactId: kept.id }, body: { contactId: given.id } })
              navigate({ to: '/contacts/$contactId', params: { contactId: kept.id } })
            }}
          >
            Merge
          </ConfirmButton>
        </Stack>
      </Section>
    </>
  )
}

interface LinesProps {
  readonly label: string
  readonly lines: readonly MergedLine[]
  readonly wordOf: (name: string) => string
}

function Lines({ label, lines, wordOf }: LinesProps) {
  return (
    <Scroll label={label}>
      <Table className={classes.table!}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Stays</Table.Th>
            <Table.Th>Goes</Table.Th>
            <Table.Th>Then</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ name, kept, given, result }) => (
            <Table.Tr key={name}>
              <Table.Th>{wordOf(name)}</Table.Th>
              <Table.Td>{kept || '–'}</Table.Td>
              <Table.Td>
                {given || '–'}{' '}
                {given !== '' && given !== result && (
                  <Badge size="xs" variant="default" tt="none">
                    not kept
                  </Badge>
                )}
              </Table.Td>
              <Table.Td fw={600} style={{ overflowWrap: 'anywhere' }}>
                {result || '–'}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  )
}
