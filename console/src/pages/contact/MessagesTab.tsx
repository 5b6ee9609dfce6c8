import { Alert, Drawer, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Contact, Send } from '../../api/shapes.ts'
import { DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { HtmlFrame } from '../../kit/HtmlFrame.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge, type Tone } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'

const tones: Readonly<Record<Send['state'], Tone>> = {
  queued: 'busy',
  sending: 'busy',
  sent: 'good',
  delivered: 'good',
  bounced: 'bad',
  failed: 'bad',
  suppressed: 'warning',
  unknown: 'warning',
  cancelled: 'neutral',
}

/** What was sent, what became of it, and how it looked. */
export function MessagesTab({ contact }: { readonly contact: Contact }) {
  const [opened, setOpened] = useState<Send>()
  const sends = usePages('listSends', { query: { contactId: contact.id } })
  const { data: templates } = useAnswer('listTemplates', { query: { limit: 200 } })
  useLive(['message.*'], ['listSends'], contact.id)
  const nameOf = (id: string) => templates?.items.find(template => template.id === id)?.name ?? id.slice(0, 8)
  return (
    <Section flush>
      <DataTable<Send>
        label="Messages"
        columns={[
          {
            title: 'Message',
            render: send => <RowButton onClick={() => setOpened(send)}>{nameOf(send.templateId)}</RowButton>,
          },
          { title: 'Channel', render: ({ channel }) => channel, from: 'sm' },
          { title: 'State', render: ({ state }) => <StateBadge tone={tones[state]}>{state}</StateBadge> },
          { title: 'Opened', render: ({ openedAt }) => <Time at={openedAt} />, from: 'lg' },
          {
            title: 'When',
            render: ({ sentAt, createdAt }) => <Time at={sentAt ?? createdAt} />,
            align: 'right',
          },
        ]}
        rows={sends.items}
        keyOf={({ id }) => id}
        isPending={sends.isPending}
        error={sends.error}
        onRetry={() => sends.refetch()}
        more={sends}
        empty={
          <EmptyState icon={IconMail} title="Nothing was sent yet">
            Automations, campaigns and your own systems send messages. Each is here, with what became of it.
          </EmptyState>
        }
      />
      <Drawer
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        position="right"
        size="lg"
        title={opened && nameOf(opened.templateId)}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {opened && <Message send={opened} />}
      </Drawer>
    </Section>
  )
}

function Message({ send }: { readonly send: Send }) {
  const [part, setPart] = useState('html')
  const { data, error } = useAnswer('getCaptured', { params: { sendId: send.id } })
  return (
    <Stack>
      <Facts
        of={[
          [
            'State',
            <StateBadge key="state" tone={tones[send.state]}>
              {send.state}
            </StateBadge>,
          ],
          ['Because', [send.reason, send.detail].filter(Boolean).join(': ')],
          ['To', send.address],
          ['Subject', data?.subject],
          ['Made by', `${send.origin.kind} ${send.origin.id.slice(0, 8)}`],
          ['Queued', <Time key="queued" at={send.createdAt} form="short" />],
          ['Sent', <Time key="sent" at={send.sentAt} form="short" />],
          ['Opened', send.openedAt && <Time key="opened" at={send.openedAt} form="short" />],
          ['Links followed', send.clicks > 0 && String(send.clicks)],
        ]}
      />
      {error && !isProblem(error, 'send-not-found') && <ErrorState error={error} />}
      {error && isProblem(error, 'send-not-found') && (
        <Alert color="gray">A provider carried this message, so its text is not kept here.</Alert>
      )}
      {data && (
        <>
          {data.html !== null && data.text !== null && (
            <SegmentedControl
              value={part}
              onChange={setPart}
              data={[
                { value: 'html', label: 'As it looks' },
                { value: 'text', label: 'As text' },
              ]}
            />
          )}
          {data.html !== null && part === 'html' ? (
            <HtmlFrame html={data.html} title="The message" />
          ) : (
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} dir="auto">
              {data.text}
            </Text>
          )}
        </>
      )}
    </Stack>
  )
}
