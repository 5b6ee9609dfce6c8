import { SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { CodeEditor } from '../../kit/CodeEditor.tsx'
import { channelOptions, isContentChannel } from '../../kit/channels.ts'
import type { CodeFault } from '../../kit/code-fault.ts'
import { Section } from '../../kit/Section.tsx'
import { ContentFields } from './ContentFields.tsx'
import { channelParts, type Draft } from './draft.ts'

interface Props {
  readonly draft: Draft
  /** Without it nothing can be changed. */
  readonly onChange?: (part: Partial<Draft>) => void
  readonly isNew: boolean
  readonly faultsOf: (part: string) => CodeFault[]
  /** Why it was not saved. */
  readonly error: Error | null
}

const contentAbout = 'JSON: what else the page or the app is told. label is what its button says.'

const payloadAbout: Readonly<Record<string, string>> = {
  whatsapp:
    'JSON with template, as the Cloud API has it: name, language, components. Then the text is not used.',
  push: 'JSON: image, url, data, android, apns, webpush.',
  webPush: 'JSON: all of it is given to the service worker.',
  inApp: contentAbout,
  onSite: contentAbout,
  inline: contentAbout,
  webhook: 'JSON: all of it is posted, as payload.',
}

/** What a message says, in the parts that its channel has. */
export function TemplateFields({ draft, onChange, isNew, faultsOf, error }: Props) {
  const { parts, subject } = channelParts[draft.channel] ?? { parts: [] }
  const isReadOnly = onChange === undefined
  const isContent = isContentChannel(draft.channel)
  const code = (part: 'text' | 'payload' | 'mjml' | 'html') => ({
    value: draft[part],
    faults: faultsOf(part),
    ...(onChange && { onChange: (value: string) => onChange({ [part]: value }) }),
  })
  const wordsOf = (part: string) => {
    const faults = faultsOf(part)
    return faults.length > 0 && faults.map(({ message }) => message).join('; ')
  }
  return (
    <Section title="What it says">
      <Stack>
        <TextInput
          label="Name"
          description="For your colleagues; no receiver sees it."
          required={!isReadOnly}
          readOnly={isReadOnly}
          maxLength={200}
          value={draft.name}
          error={draft.name !== '' && wordsOf('name')}
          onChange={event => onChange?.({ name: event.currentTarget.value })}
          dir="auto"
        />
        {isNew && (
          <Select
            label="Channel"
            allowDeselect={false}
            maw={280}
            data={channelOptions}
            value={draft.channel}
            onChange={channel => channel && onChange?.({ channel })}
          />
        )}
        {parts.includes('subject') && (
          <TextInput
            label={subject}
            readOnly={isReadOnly}
            value={draft.subject}
            error={draft.subject !== '' && wordsOf('subject')}
            onChange={event => onChange?.({ subject: event.currentTarget.value })}
            dir="auto"
          />
        )}
        {parts.includes('markup') && (
          <Stack gap="xs">
            {!isReadOnly && (
              <SegmentedControl
                size="xs"
                aria-label="Written in"
                style={{ alignSelf: 'flex-start' }}
                data={[
                  { value: 'mjml', label: 'MJML' },
                  { value: 'html', label: 'HTML' },
                ]}
                value={draft.markup}
                onChange={value => onChange({ markup: value as 'mjml' | 'html' })}
              />
            )}
            <CodeEditor
              key={draft.markup}
              label={draft.markup === 'mjml' ? 'MJML' : 'HTML'}
              description={
                draft.markup === 'mjml'
                  ? 'Becomes HTML that mail programs show alike.'
                  : isContent
                    ? 'As it is, in a frame in which no script runs; what is filled in is escaped.'
                    : 'As it is; what is filled in is escaped.'
              }
              language="markup"
              minHeight={isContent ? 140 : 260}
              {...code(draft.markup)}
            />
          </Stack>
        )}
        {parts.includes('text') && (
          <CodeEditor
            label="Text"
            {...(draft.channel === 'email' && { description: 'For who reads mail without HTML.' })}
            {...(isContent && { description: 'Shown where there is no HTML.' })}
            language="liquid"
            minHeight={draft.channel === 'email' || isContent ? 90 : 140}
            {...code('text')}
          />
        )}
        {draft.channel === 'sms' && (
          <Text size="xs" c="dimmed">
            {[...draft.text].length} characters before anything is filled in. A single SMS holds 160, or 70
            with others than those of Western European languages.
          </Text>
        )}
        {isContent && (
          <ContentFields draft={draft} faultsOf={faultsOf} error={error} {...(onChange && { onChange })} />
        )}
        {parts.includes('payload') && (
          <CodeEditor
            label={isContent ? 'More for the page or the app' : 'Payload'}
            description={payloadAbout[draft.channel]}
            language="json"
            minHeight={isContent ? 70 : 120}
            {...code('payload')}
          />
        )}
      </Stack>
    </Section>
  )
}
