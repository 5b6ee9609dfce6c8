import { Code, Group, Input, SegmentedControl, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import type { Schema } from '../../api/shapes.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { type Api, apis, codeFor, languages } from './code-samples.ts'
import { readText } from './definition.ts'
import { sampleText } from './sample.ts'

interface Props {
  readonly schema: Schema
  /** What was put in to be tried; without it, a sample. */
  readonly payload: string | undefined
}

const someContact = '00000000-0000-0000-0000-000000000000'

/** What to copy to post to it: for a shell, and for three languages. */
export function PostTab({ schema, payload }: Props) {
  const may = useMay()
  const [api, setApi] = useState<Api>('parley')
  const [given, setGiven] = useState<string>()
  const params = { schemaId: schema.id }
  const sample = useAnswer('getSamplePayload', { params })
  const someone = useAnswer('listContacts', { query: { limit: 1 } }, { enabled: may('contacts:read') })
  const contactId = given ?? someone.data?.items[0]?.id ?? someContact
  const { variable } = apis.find(({ value }) => value === api)!
  const post = {
    api,
    origin: window.location.origin,
    contactId,
    schemaId: schema.id,
    payload:
      (payload && readText(payload)) ?? sample.data?.payload ?? readText(sampleText(schema.jsonSchema)),
  }
  return (
    <Section title="Post to it" about="The payload is the one under “Try”, or a sample.">
      <Stack mt="sm">
        <Group align="flex-end">
          <Stack gap={2}>
            <Input.Label component="span">API</Input.Label>
            <SegmentedControl
              aria-label="API"
              value={api}
              onChange={next => setApi(next as Api)}
              data={apis.map(({ value, label }) => ({ value, label }))}
            />
          </Stack>
          <TextInput
            label="Contact"
            description="Who did it, by id."
            value={contactId}
            disabled={someone.isLoading}
            onChange={event => setGiven(event.currentTarget.value.trim())}
            style={{ flex: '1 1 20rem' }}
            maw={420}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          />
        </Group>
        <Text size="sm" c="dimmed">
          The key is read from the variable <Code>{variable}</Code>.{' '}
          {may('keys:write') && (
            <TextLink to="/developers/keys/new" underline="always">
              Make a key
            </TextLink>
          )}
        </Text>
        <Tabs defaultValue="curl" keepMounted={false}>
          <Tabs.List mb="sm">
            {languages.map(language => (
              <Tabs.Tab key={language} value={language}>
                {language}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {languages.map(language => (
            <Tabs.Panel key={language} value={language}>
              <CodeBlock code={codeFor(language, post)} label={`the ${language} code`} maxHeight={560} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </Section>
  )
}
