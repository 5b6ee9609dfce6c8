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
import { TextLink } from '../../kit/links.tsx'
import { channelWord, reasonOf, SendState } from '../../kit/messages.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'

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
          { title: 'Channel', render: ({ channel }) => channelWord(channel), from: 'sm' },
          { title: 'State', render: ({ state }) => <SendState state={state} /> },
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
          ['State', <SendState key="state" state={send.state} />],
          ['Because', reasonOf(send)],
          ['To', send.address],
          ['Subject', data?.subject],
          ['Made by', `${send.origin.kind} ${send.origin.id.slice(0, 8)}`],
          ['Queued', <Time key="queued" at={send.createdAt} form="short" />],
          ['Sent', <Time key="sent" at={send.sentAt} form="short" />],
          ['Opened', send.openedAt && <Time key="opened" at={send.openedAt} form="short" />],
          ['Links followed', send.clicks > 0 && String(send.clicks)],
        ]}
      />
      <TextLink to="/outbox/$sendId" params={{ sendId: send.id }}>
        Show it with its headers
      </TextLink>
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
