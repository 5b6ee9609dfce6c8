import { Anchor, Group, Skeleton, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { Answer } from '../../api/ask.ts'
import { HrefLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'

type Item = Answer<'getOverview'>['attention'][number]

const titles: Readonly<Record<Item['kind'], string>> = {
  'rejected-interactions': 'Interactions are rejected',
  'webhook-disabled': 'A webhook is switched off',
  'webhook-failing': 'A webhook fails',
  'deliveries-failed': 'Deliveries were given up',
  'segment-failing': 'A segment cannot be computed',
  'sends-failed': 'Messages were not sent',
  'work-failing': 'Work in the background fails',
  'key-expires': 'An API key ends soon',
}

/** Where each can be looked into. */
const places: Readonly<Partial<Record<Item['kind'], (subject: string) => string>>> = {
  'webhook-disabled': id => `/webhooks/${id}`,
  'webhook-failing': id => `/webhooks/${id}`,
  'deliveries-failed': id => `/webhooks/${id}?state=failed`,
  'segment-failing': id => `/segments/${id}`,
  'key-expires': id => `/developers/keys/${id}`,
}

/** What somebody should look at, the most pressing first; undefined while it is not known yet. */
export function Attention({ items }: { readonly items: readonly Item[] | undefined }) {
  return (
    <Section title="Needs attention">
      <Stack gap="sm">
        {!items && <Skeleton h={40} />}
        {items?.map(({ kind, subject, detail }) => (
          <Line
            key={`${kind} ${subject} ${detail}`}
            isFine={false}
            title={titles[kind]}
            detail={detail}
            href={subject === null ? undefined : places[kind]?.(subject)}
          />
        ))}
        {items?.length === 0 && (
          <Line isFine title="All is well" detail="Nothing was rejected, and all that is sent is taken." />
        )}
      </Stack>
    </Section>
  )
}

interface LineProps {
  readonly isFine: boolean
  readonly title: string
  readonly detail: string
  readonly href?: string | undefined
}

function Line({ isFine, title, detail, href }: LineProps) {
  const Sign = isFine ? IconCheck : IconAlertTriangle
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={isFine ? 'parley' : 'yellow'} radius="xl" size={32}>
        <Sign size={17} aria-hidden />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550}>
          {href === undefined ? (
            title
          ) : (
            <Anchor component={HrefLink} href={href} inherit>
              {title}
            </Anchor>
          )}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          <Detail of={detail} />
        </Text>
      </div>
    </Group>
  )
}

const moment = /(\d{4}-\d{2}-\d{2}T[\d:.]+Z)/

/** The server's words, with its times as the person reads times. */
function Detail({ of }: { readonly of: string }) {
  return of
    .split(moment)
    .map((part, index) => (index % 2 === 1 ? <Time key={part} at={part} form="short" /> : part))
}
