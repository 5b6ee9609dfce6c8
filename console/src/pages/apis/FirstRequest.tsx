import { List, Text } from '@mantine/core'
import { useAnswer } from '../../api/queries.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { type Api, firstRequests } from './apis.ts'

/** From a key to an interaction on a contact's card, with what this company has. */
export function FirstRequest({ api }: { readonly api: Api }) {
  const may = useMay()
  const mayRead = may('contacts:read') && may('schemas:read')
  const contacts = useAnswer('listContacts', { query: { limit: 1 } }, { enabled: mayRead })
  const schemas = useAnswer('listSchemas', { query: { limit: 1 } }, { enabled: mayRead })
  const schemaId = schemas.data?.items[0]?.id
  const sample = useAnswer(
    'getSamplePayload',
    { params: { schemaId: schemaId ?? '' } },
    { enabled: schemaId !== undefined },
  )
  const contactId = contacts.data?.items[0]?.id
  const [read = '', write = ''] = firstRequests(api, window.location.origin, {
    contactId: contactId ?? 'THE-ID-OF-A-CONTACT',
    schemaId: schemaId ?? 'THE-ID-OF-A-SCHEMA',
    payload: sample.data?.payload ?? {},
  })
  const isOfSchema = api.dialect !== 'webengage'
  return (
    <Section title="Your first request">
      <List type="ordered" spacing="md" mt="sm" styles={{ itemWrapper: { display: 'block' } }}>
        <List.Item>
          {may('keys:write') ? <TextLink to="/developers/keys/new">Make a key</TextLink> : 'Ask for a key'}{' '}
          for this API, and keep its secret in your shell:
          <CodeBlock code="KEY=pk_…" label="how to keep the secret" />
        </List.Item>
        <List.Item>
          {isOfSchema ? 'See that you are let in:' : 'Make a user:'}
          <CodeBlock code={read} label="the first request" />
        </List.Item>
        <List.Item>
          {isOfSchema
            ? 'Write an interaction, of a schema and a contact that are there:'
            : 'Tell what the user did. It is an interaction, of a schema that is learnt:'}
          <CodeBlock code={write} label="the second request" />
          {isOfSchema && schemas.data?.items.length === 0 && (
            <Text size="sm" c="dimmed">
              There is no schema yet: define one before.
            </Text>
          )}
        </List.Item>
        <List.Item>
          {may('requests:read') ? (
            <TextLink to="/developers/requests">Look at both in the log</TextLink>
          ) : (
            'Ask a developer to look at both in the log'
          )}
          : what came, what was answered, and why not where it was refused.
        </List.Item>
      </List>
    </Section>
  )
}
