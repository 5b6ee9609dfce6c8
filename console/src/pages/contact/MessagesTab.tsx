import { Alert, Drawer, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Contact, Send } from '../../api/shapes.ts'
import { capital, happeningWord, isContentChannel } from '../../kit/channels.ts'
import { DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { HtmlFrame } from '../../kit/HtmlFrame.tsx'
import { TextLink } from '../../kit/links.tsx'
import { ChannelName, reasonOf, SendState } from '../../kit/messages.tsx'
import { OnPage } from '../../kit/OnPage.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { TryOnPage } from './TryOnPage.tsx'

/** What was sent, what became of it, and how it looked. */
export function MessagesTab({ contact }: { readonly contact: Contact }) {
  const [openedId, setOpened] = useState<string>()
  const mayTry = useMay()('messages:write')
  const sends = usePages('listSends', { query: { contactId: contact.id } })
  const { data: templates } = useAnswer('listTemplates', { query: { limit: 200 } })
  useLive(['message.*'], ['listSends'], contact.id)
  const opened = sends.items.find(({ id }) => id === openedId)
  const nameOf = (id: string) => templates?.items.find(template => template.id === id)?.name ?? id.slice(0, 8)
  return (
    <Section flush title="Messages" actions={mayTry && <TryOnPage contact={contact} />}>
      <DataTable<Send>
        label="Messages"
        columns={[
          {
            title: 'Message',
            render: send => (
              <RowButton onClick={() => setOpened(send.id)}>{nameOf(send.templateId)}</RowButton>
            ),
          },
          { title: 'Channel', render: ({ channel }) => <ChannelName channel={channel} />, from: 'sm' },
          { title: 'State', render: ({ state, channel }) => <SendState state={state} channel={channel} /> },
          { title: 'Opened or viewed', render: ({ openedAt }) => <Time at={openedAt} />, from: 'lg' },
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
  const { channel } = send
  const isContent = isContentChannel(channel)
  const label = (happening: string) => capital(happeningWord(happening, channel))
  const time = (at: string | null) => at && <Time at={at} form="short" />
  return (
    <Stack>
      <Facts
        of={[
          ['State', <SendState key="state" state={send.state} channel={channel} />],
          ['Because', reasonOf(send)],
          ['To', !isContent && send.address],
          [isContent ? 'Title' : 'Subject', data?.subject],
          ['Channel', <ChannelName key="channel" channel={channel} />],
          ['Made by', `${send.origin.kind} ${send.origin.id.slice(0, 8)}`],
          ['Queued', <Time key="queued" at={send.createdAt} form="short" />],
          [label('sent'), time(send.sentAt)],
          ['Shown until', isContent && send.sentAt !== null && time(send.expiresAt)],
          [label('opened'), time(send.openedAt)],
          ['Clicked', isContent && time(send.clickedAt)],
          ['Links followed', send.clicks > 0 && String(send.clicks)],
          [label('dismissed'), time(send.dismissedAt)],
        ]}
      />
      <TextLink to="/outbox/$sendId" params={{ sendId: send.id }}>
        {isContent ? 'Show it on its page' : 'Show it with its headers'}
      </TextLink>
      {error && !isProblem(error, 'send-not-found') && <ErrorState error={error} />}
      {error && isProblem(error, 'send-not-found') && (
        <Alert color="gray">
          {isContent
            ? 'It is not on show, and how it looked is not kept.'
            : 'A provider carried this message, so its text is not kept here.'}
        </Alert>
      )}
      {data && isContent && <OnPage channel={channel} message={data} device="desktop" />}
      {data && !isContent && (
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
