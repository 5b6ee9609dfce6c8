import { Button, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { faultOf } from '../../api/problem.ts'
import { useAnswer } from '../../api/queries.ts'
import { CodeEditor } from '../../kit/CodeEditor.tsx'
import { channelWord } from '../../kit/channels.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { type Draft, readContext } from './draft.ts'
import { Reach } from './Reach.tsx'

interface Props {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  /** A campaign that was started keeps what it sends and to whom. */
  readonly isStarted?: boolean
  readonly isNew: boolean
  readonly error: Error | null
  readonly isBusy: boolean
  readonly onSubmit: () => void
  readonly onCancel?: () => void
  readonly notice?: ReactNode
}

const all = { query: { limit: 200 } } as const

export function CampaignForm(props: Props) {
  const { draft, onChange, isStarted = false, isNew, error, isBusy, onSubmit, onCancel, notice } = props
  const may = useMay()
  const templates = useAnswer('listTemplates', all, { enabled: may('messages:read') }).data?.items ?? []
  const segments = useAnswer('listSegments', all, { enabled: may('segments:read') }).data?.items ?? []
  const change = (part: Partial<Draft>) => onChange({ ...draft, ...part })
  const context = readContext(draft.context)
  const isBroadcast = draft.kind === 'broadcast'
  const template = templates.find(({ id }) => id === draft.templateId)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Stack gap="lg">
        {notice}
        {error && !notice && <ErrorState error={error} />}
        <Section>
          <Stack>
            <TextInput
              label="Name"
              required
              maxLength={200}
              dir="auto"
              value={draft.name}
              error={faultOf(error, 'name')}
              onChange={event => change({ name: event.currentTarget.value })}
            />
            {isNew && (
              <Radio.Group label="Kind" value={draft.kind} onChange={kind => change({ kind })}>
                <Stack gap="xs" mt="xs">
                  <Radio
                    value="broadcast"
                    label="Broadcast"
                    description="Goes once to everyone in a segment."
                  />
                  <Radio
                    value="transactional"
                    label="Transactional"
                    description="Your systems send it, contact by contact, as long as it runs."
                  />
                </Stack>
              </Radio.Group>
            )}
            {!isStarted && (
              <>
                <Select
                  label="Template"
                  required
                  searchable
                  allowDeselect={false}
                  placeholder="What it says"
                  nothingFoundMessage="No such template."
                  data={templates.map(({ id, name, channel }) => ({
                    value: id,
                    label: `${name} (${channelWord(channel)})`,
                  }))}
                  value={draft.templateId}
                  onChange={templateId => templateId && change({ templateId })}
                />
                {templates.length === 0 && (
                  <Text size="sm" c="dimmed">
                    There is no template yet. <TextLink to="/templates/new">Write one</TextLink> first.
                  </Text>
                )}
                {isBroadcast && (
                  <Select
                    label="Segment"
                    description="Its members at the moment it starts, beside contacts that are listed by the API."
                    searchable
                    clearable
                    clearButtonProps={{ 'aria-label': 'Clear the segment' }}
                    placeholder="Whom it goes to"
                    nothingFoundMessage="No such segment."
                    data={segments.map(({ id, name }) => ({ value: id, label: name }))}
                    value={draft.segmentId}
                    error={faultOf(error, 'segmentId')}
                    onChange={segmentId => change({ segmentId })}
                  />
                )}
                {isBroadcast && template && draft.segmentId !== null && (
                  <Reach segmentId={draft.segmentId} template={template} />
                )}
              </>
            )}
            {isBroadcast && (
              <NumberInput
                label="At most so many a second"
                description="Without it: as fast as providers take them."
                maw={280}
                min={1}
                max={100_000}
                allowDecimal={false}
                thousandSeparator=" "
                value={draft.perSecond ?? ''}
                error={faultOf(error, 'perSecond')}
                onChange={value => change({ perSecond: value === '' ? null : Number(value) })}
              />
            )}
            {!isStarted && (
              <CodeEditor
                label="What the template may use beside the contact"
                description='JSON, such as {"campaign": {"code": "MAY20"}} for {{ campaign.code }}. It may be empty.'
                language="json"
                minHeight={70}
                value={draft.context}
                onChange={text => change({ context: text })}
                faults={typeof context === 'string' ? [{ message: context }] : []}
              />
            )}
          </Stack>
        </Section>
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button
            type="submit"
            loading={isBusy}
            disabled={draft.templateId === null || typeof context === 'string'}
          >
            {isNew ? 'Make campaign' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
