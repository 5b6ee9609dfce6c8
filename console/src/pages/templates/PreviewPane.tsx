import { Button, Code, Group, Loader, SegmentedControl, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { CodeEditor } from '../../kit/CodeEditor.tsx'
import { ContactPicker } from '../../kit/ContactPicker.tsx'
import { isContentChannel } from '../../kit/channels.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Section } from '../../kit/Section.tsx'
import { shortly } from '../../kit/times.ts'
import { tenantNow } from '../../live/tenant-clock.ts'
import { useMay } from '../../session/session.tsx'
import { Missing } from './Missing.tsx'
import { Rendered } from './Rendered.tsx'
import type { TemplateSearch } from './templates-search.ts'
import type { Occasion } from './use-occasion.ts'
import type { Preview } from './use-preview.ts'

interface Props {
  readonly channel: string
  readonly occasion: Occasion
  readonly preview: Preview
  readonly onChoose: (search: TemplateSearch) => void
}

/** How the message looks to somebody, because of something. */
export function PreviewPane({ channel, occasion, preview, onChoose }: Props) {
  const [device, setDevice] = useState<'desktop' | 'phone'>('desktop')
  const [hasMore, setHasMore] = useState(false)
  const { contactId, interactions, interactionId, more, moreFault, setMore } = occasion
  const schemas = useAnswer('listSchemas', { query: { limit: 200 } }, { enabled: useMay()('schemas:read') })
  const nameOf = (id: string) => schemas.data?.items.find(schema => schema.id === id)?.displayName || id
  return (
    <Section
      title="How it looks"
      actions={
        (channel === 'email' || isContentChannel(channel)) && (
          <SegmentedControl
            size="xs"
            aria-label="Shown on"
            data={[
              { value: 'desktop', label: 'Desktop' },
              { value: 'phone', label: 'Phone' },
            ]}
            value={device}
            onChange={value => setDevice(value as 'desktop' | 'phone')}
          />
        )
      }
    >
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 1, xl: 2 }} spacing="sm">
          <ContactPicker
            label="To"
            value={contactId}
            onChange={contact => onChoose(contact === undefined ? {} : { contact })}
          />
          <Select
            label="Because of"
            placeholder="Nothing in particular"
            clearable
            clearButtonProps={{ 'aria-label': 'Because of nothing in particular' }}
            nothingFoundMessage="They did nothing yet."
            data={interactions.map(({ id, schemaId, createdAt }) => ({
              value: id,
              label: `${nameOf(schemaId)}, ${shortly(new Date(createdAt), tenantNow())}`,
            }))}
            value={interactionId ?? null}
            onChange={interaction =>
              onChoose({ ...(contactId && { contact: contactId }), ...(interaction && { interaction }) })
            }
          />
        </SimpleGrid>
        {hasMore ? (
          <CodeEditor
            label="What else the send brings"
            description="A JSON object, such as {&quot;token&quot;: &quot;1234&quot;}"
            language="json"
            minHeight={70}
            value={more}
            onChange={setMore}
            faults={moreFault === undefined ? [] : [{ message: moreFault }]}
          />
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => setHasMore(true)}
          >
            Give other values
          </Button>
        )}
        <Shown channel={channel} device={device} preview={preview} />
        {preview.variables.length > 0 && (
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              It asks for
            </Text>
            {preview.variables.map(name => (
              <Code key={name} style={{ overflowWrap: 'anywhere' }}>
                {name}
              </Code>
            ))}
          </Group>
        )}
      </Stack>
    </Section>
  )
}

function Shown({
  channel,
  device,
  preview,
}: Pick<Props, 'channel' | 'preview'> & { device: 'desktop' | 'phone' }) {
  const { parts, faults, missing, problems, error, isPending, isBehind } = preview
  if (isPending) return <Loader size="sm" aria-label="Rendering" />
  if (faults.some(({ field }) => field !== 'name'))
    return (
      <Text size="sm" c="dimmed">
        The message appears here as soon as nothing is marked and all that it needs is there.
      </Text>
    )
  if (error) return <ErrorState error={error} />
  if (missing.length > 0 || problems.length > 0) return <Missing names={missing} problems={problems} />
  if (!parts)
    return (
      <Text size="sm" c="dimmed">
        Choose a contact, and the message appears here.
      </Text>
    )
  return (
    <Stack gap="xs" aria-live="polite" aria-busy={isBehind}>
      <Rendered channel={channel} parts={parts} device={device} />
    </Stack>
  )
}
