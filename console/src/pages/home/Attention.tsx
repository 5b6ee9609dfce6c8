import { Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconPlugX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'

interface Props {
  readonly webhooks: Answer<'listWebhooks'>['items']
}

/** What somebody should look at, the most pressing first. */
export function Attention({ webhooks }: Props) {
  const may = useMay()
  const rejected = useAnswer('groupRejected', { query: {} }, { enabled: may('interactions:read') })
  useLive(['interaction.*'], ['groupRejected'])
  const troubled = webhooks.filter(({ failingSince, disabledAt }) => failingSince || disabledAt)
  const reasons = rejected.data?.items ?? []
  const isFine = troubled.length === 0 && reasons.length === 0
  return (
    <Section title="Needs attention">
      <Stack gap="sm">
        {troubled.map(({ id, url, disabledAt, disabledReason, failingSince }) => (
          <Item
            key={id}
            icon={IconPlugX}
            title={disabledAt ? 'A webhook is switched off' : 'A webhook fails'}
          >
            {url}: {disabledReason ?? 'its receiver does not take what is sent'}, since{' '}
            <Time at={disabledAt ?? failingSince} />
          </Item>
        ))}
        {reasons.slice(0, 5).map(({ schemaId, field, detail, count, lastReceivedAt, latestId }) => (
          <Item
            key={latestId}
            icon={IconAlertTriangle}
            title={`${plural(count, 'interaction')} of ${schemaId} rejected`}
          >
            {field} {detail}, last <Time at={lastReceivedAt} />
          </Item>
        ))}
        {isFine && (
          <Item icon={IconCheck} title="All is well">
            Nothing was rejected, and every webhook takes what is sent.
          </Item>
        )}
      </Stack>
    </Section>
  )
}

interface ItemProps {
  readonly icon: typeof IconCheck
  readonly title: string
  readonly children: ReactNode
}

function Item({ icon: Sign, title, children }: ItemProps) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <ThemeIcon variant="light" color={Sign === IconCheck ? 'parley' : 'yellow'} radius="xl" size={32}>
        <Sign size={17} aria-hidden />
      </ThemeIcon>
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550}>
          {title}
        </Text>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {children}
        </Text>
      </div>
    </Group>
  )
}
