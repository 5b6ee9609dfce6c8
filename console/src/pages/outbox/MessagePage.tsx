import { Alert, Button, Grid, Stack } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { isProblem } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import type { Send } from '../../api/shapes.ts'
import { ContactLink } from '../../kit/ContactLink.tsx'
import { capital, channelWord, happeningWord, isContentChannel } from '../../kit/channels.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { ChannelName, reasonOf, SendState } from '../../kit/messages.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { AsSent } from './AsSent.tsx'

const route = getRouteApi('/shell/outbox/$sendId')

/** One message: what became of it, and how it left. */
export function MessagePage() {
  const { sendId } = route.useParams()
  const params = { sendId }
  const { data: send, error, refetch } = useAnswer('getSend', { params })
  useLive(['message.*'], ['getSend', 'getCaptured'])
  if (send) return <Shown send={send} />
  if (isProblem(error, 'send-not-found')) return <Gone />
  return (
    <UnreadPage
      title="Message"
      back={<TextLink to="/outbox">Outbox</TextLink>}
      error={error}
      onRetry={refetch}
    />
  )
}

function Shown({ send }: { readonly send: Send }) {
  const { id, templateId, state, channel, context } = send
  const params = { sendId: id }
  const template = useAnswer('getTemplate', { params: { templateId } })
  const isCaptured = send.providerId === null && send.sentAt !== null
  const captured = useAnswer('getCaptured', { params }, { enabled: isCaptured })
  const retry = useDeed('retrySend', { changes: ['getSend', 'listSends'], done: 'It is sent once more' })
  const canRetry = useMay()('messages:write') && (state === 'failed' || state === 'unknown')
  const { subject } = captured.data ?? {}
  if (template.isPending || (isCaptured && captured.isPending)) return <PageLoading />
  return (
    <>
      <PageHeader
        title={subject || template.data?.name || `${channelWord(channel)} message`}
        back={<TextLink to="/outbox">Outbox</TextLink>}
        beside={<SendState state={state} channel={channel} />}
        actions={
          canRetry && (
            <Button loading={retry.isPending} onClick={() => retry.mutate({ params })}>
              Send once more
            </Button>
          )
        }
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg">
            <Section title="What became of it">
              <About send={send} templateName={template.data?.name} />
            </Section>
            {Object.keys(context).length > 0 && (
              <Section title="What it was given">
                <JsonView value={context} label="Context" maxHeight={320} />
              </Section>
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8 }}>
          {captured.data ? (
            <AsSent message={captured.data} />
          ) : (
            <NotKept send={send} isCaptured={isCaptured} error={captured.error} />
          )}
        </Grid.Col>
      </Grid>
    </>
  )
}

function About({ send, templateName }: { readonly send: Send; readonly templateName: string | undefined }) {
  const { templateId, contactId, channel, origin, address } = send
  const isContent = isContentChannel(channel)
  const label = (happening: string) => capital(happeningWord(happening, channel))
  const time = (at: string | null) => at && <Time at={at} form="short" />
  return (
    <Facts
      of={[
        ['Because', reasonOf(send)],
        ['To', <ContactLink key="to" contactId={contactId} />],
        ['Address', address && !isContent && <bdi>{address}</bdi>],
        ['Channel', <ChannelName key="channel" channel={channel} />],
        [
          'Template',
          templateName && (
            <TextLink key="template" to="/templates/$templateId" params={{ templateId }}>
              <bdi>{templateName}</bdi>
            </TextLink>
          ),
        ],
        [
          'Made by',
          origin.kind === 'campaign' ? (
            <TextLink key="campaign" to="/campaigns/$campaignId" params={{ campaignId: origin.id }}>
              a campaign
            </TextLink>
          ) : (
            { automation: 'an automation', api: 'a system or a person' }[origin.kind]
          ),
        ],
        ['Queued', time(send.createdAt)],
        ['Due', send.sentAt === null && time(send.dueAt)],
        [label('sent'), time(send.sentAt)],
        ['Shown until', isContent && send.sentAt !== null && time(send.expiresAt)],
        ['Ended', time(send.endedAt)],
        [label('opened'), time(send.openedAt)],
        ['Clicked', time(send.clickedAt)],
        ['Links followed', send.clicks > 0 && String(send.clicks)],
        [label('dismissed'), time(send.dismissedAt)],
        ['Tries', send.tries > 1 && String(send.tries)],
        ['Reference', send.reference],
      ]}
    />
  )
}

interface NotKeptProps {
  readonly send: Send
  readonly isCaptured: boolean
  readonly error: Error | null
}

/** Why there is nothing to look at. */
function NotKept({ send, isCaptured, error }: NotKeptProps) {
  if (error && !isProblem(error, 'send-not-found')) return <ErrorState error={error} />
  if (isCaptured && !error) return <PageLoading />
  const words =
    send.sentAt === null
      ? 'It has not left, so there is nothing to look at yet.'
      : isCaptured
        ? isContentChannel(send.channel)
          ? 'It is no longer on show, and how it looked is not kept.'
          : 'It was captured here, and taken out of the outbox since.'
        : 'A provider carried it, so how it looked is not kept here. Its template shows it for a contact.'
  return <Alert color="gray">{words}</Alert>
}

function Gone() {
  return (
    <>
      <PageHeader title="No such message" back={<TextLink to="/outbox">Outbox</TextLink>} />
      <EmptyState
        icon={IconMailOff}
        title="There is no message at this address"
        action={
          <ButtonLink to="/outbox" variant="default" size="sm">
            Look at all
          </ButtonLink>
        }
      >
        Its contact may have been erased, it may be too old to be kept, or the link is not right.
      </EmptyState>
    </>
  )
}
