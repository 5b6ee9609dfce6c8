import { Box, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Answer } from '../../api/ask.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { isContentChannel } from '../../kit/channels.ts'
import { Facts } from '../../kit/Facts.tsx'
import { HtmlFrame } from '../../kit/HtmlFrame.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { OnPage } from '../../kit/OnPage.tsx'
import { Section } from '../../kit/Section.tsx'

interface Props {
  readonly message: Answer<'getCaptured'>
}

type Form = 'html' | 'phone' | 'text' | 'headers' | 'payload' | 'source'

const forms: readonly (readonly [Form, string])[] = [
  ['html', 'Desktop'],
  ['phone', 'Phone'],
  ['text', 'Text'],
  ['payload', 'Payload'],
  ['headers', 'Headers'],
  ['source', 'Source'],
]

/** A message as it left, in each of its forms. Nothing in it is run. */
export function AsSent({ message }: Props) {
  const { channel, html, text, payload, headers, from, to, subject } = message
  const isContent = isContentChannel(channel)
  const isThere: Readonly<Record<Form, boolean>> = {
    html: html !== null || isContent,
    phone: html !== null || isContent,
    text: text !== null && !isContent,
    payload: payload !== null,
    headers: !isContent,
    source: html !== null,
  }
  const shown = forms.filter(([form]) => isThere[form])
  const [chosen, setChosen] = useState<Form>()
  const form = chosen ?? shown[0]?.[0]
  return (
    <Section>
      <Stack>
        <Facts
          of={[
            ['From', from && <bdi>{from}</bdi>],
            ['To', !isContent && <bdi key="to">{to}</bdi>],
            [isContent ? 'Title' : 'Subject', subject && <bdi>{subject}</bdi>],
          ]}
        />
        <SegmentedControl
          size="xs"
          aria-label="Form"
          style={{ alignSelf: 'flex-start', maxWidth: '100%', flexWrap: 'wrap' }}
          value={form ?? ''}
          onChange={value => setChosen(value as Form)}
          data={shown.map(([value, label]) => ({ value, label }))}
        />
        {isContent && (form === 'html' || form === 'phone') && (
          <OnPage channel={channel} message={message} device={form === 'html' ? 'desktop' : 'phone'} />
        )}
        {!isContent && (form === 'html' || form === 'phone') && (
          <Box style={{ border: '1px solid var(--parley-line)', background: '#ffffff' }}>
            <HtmlFrame html={html ?? ''} title="The message" width={form === 'html' ? 760 : 375} />
          </Box>
        )}
        {form === 'text' && (
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
            {text}
          </Text>
        )}
        {form === 'payload' && <JsonView value={payload} label="Payload" />}
        {form === 'headers' && <Headers of={headers} />}
        {form === 'source' && <CodeBlock code={html ?? ''} label="HTML source" maxHeight={520} />}
      </Stack>
    </Section>
  )
}

function Headers({ of }: { readonly of: Readonly<Record<string, string>> }) {
  const entries = Object.entries(of)
  if (entries.length === 0)
    return (
      <Text size="sm" c="dimmed">
        None but those that every message has.
      </Text>
    )
  return <Facts of={entries} />
}
