import { Box, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { Answer } from '../../api/ask.ts'
import { isContentChannel } from '../../kit/channels.ts'
import { type Form, FormChoice } from '../../kit/FormChoice.tsx'
import { HtmlFrame } from '../../kit/HtmlFrame.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { OnPage } from '../../kit/OnPage.tsx'
import classes from './templates.module.css'

interface Props {
  readonly channel: string
  readonly parts: NonNullable<Answer<'previewDraft'>['parts']>
  readonly device: 'desktop' | 'phone'
}

/** In pixels: the window of a mail program, and of a phone. */
const widths = { desktop: 760, phone: 375 }

/** A message as its receiver sees it, about. */
export function Rendered({ channel, parts, device }: Props) {
  const { subject, html, text, payload } = parts
  const [form, setForm] = useState<Form>('html')
  if (isContentChannel(channel)) return <OnPage channel={channel} message={parts} device={device} />
  if (channel === 'email')
    return (
      <Stack gap="xs">
        <Text fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {subject}
        </Text>
        {html !== null && text !== null && <FormChoice value={form} onChange={setForm} />}
        {html !== null && (form === 'html' || text === null) ? (
          <Box className={classes.paper!}>
            <HtmlFrame html={html} title="The message" width={widths[device]} />
          </Box>
        ) : (
          <Text className={classes.text!} dir="auto">
            {text}
          </Text>
        )}
      </Stack>
    )
  return (
    <Stack gap="xs">
      {(subject || text) && (
        <Box className={classes.bubble!} dir="auto">
          {subject && <Text fw={600}>{subject}</Text>}
          {text && <Text className={classes.text!}>{text}</Text>}
        </Box>
      )}
      {payload && <JsonView value={payload} label="Payload" maxHeight={320} />}
    </Stack>
  )
}
