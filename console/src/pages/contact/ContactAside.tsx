import { Group, Stack, Switch, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useAnswer, useDeed } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { CopyIcon } from '../../kit/CodeBlock.tsx'
import { preferenceWords } from '../../kit/channels.ts'
import { Facts } from '../../kit/Facts.tsx'
import { Money } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'

const keys = [
  ['email', 'E-mail'],
  ['mobilePhone', 'Phone'],
  ['memberNumber', 'Member'],
  ['externalId', 'External id'],
] as const

/** Who it is, what they agreed to, where they belong and what they are worth: beside every tab. */
export function ContactAside({ contact }: { readonly contact: Contact }) {
  const known = keys.filter(([key]) => contact.attributes[key])
  return (
    <Stack>
      <Section title="Known by">
        <Facts
          of={known.map(([key, label]) => {
            const value = String(contact.attributes[key])
            return [
              label,
              <Group key={key} gap={4} wrap="nowrap">
                <span style={{ minWidth: 0 }}>
                  <Breakable value={value} />
                </span>
                <CopyIcon value={value} label={`Copy ${label}`} />
              </Group>,
            ] as const
          })}
        />
      </Section>
      <Preferences contact={contact} />
      <Consents contact={contact} />
      <Segments contactId={contact.id} />
      <Value contactId={contact.id} />
    </Stack>
  )
}

/** An address is broken before its place, if it must be. */
function Breakable({ value }: { readonly value: string }) {
  const at = value.indexOf('@')
  if (at < 0) return value
  return (
    <>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </>
  )
}

/** Of the others it is shown what somebody said. */
const asked = new Set(['email', 'sms', 'postal'])

/** Switched at once, and back when it is refused. */
function Preferences({ contact }: { readonly contact: Contact }) {
  const client = useQueryClient()
  const may = useMay()
  const save = useDeed('updateContact', { changes: ['getContact', 'getTimeline'] })
  const key = ['getContact', { params: { contactId: contact.id } }]
  function set(channel: string, accepts: boolean) {
    client.setQueryData<Contact>(key, before =>
      before ? { ...before, preferences: { ...before.preferences, [channel]: accepts } } : before,
    )
    save.mutate(
      { params: { contactId: contact.id }, body: { preferences: { [channel]: accepts } } },
      { onError: () => client.invalidateQueries({ queryKey: key }) },
    )
  }
  const channels = Object.entries(preferenceWords) as [keyof Contact['preferences'], string][]
  const shown = channels.filter(
    ([channel]) => asked.has(channel) || contact.preferences[channel] !== undefined,
  )
  return (
    <Section title="Accepts">
      <Stack gap="xs">
        {shown.map(([channel, label]) => (
          <Switch
            key={channel}
            label={label}
            checked={contact.preferences[channel] ?? false}
            onChange={event => set(channel, event.currentTarget.checked)}
            disabled={!may('contacts:write')}
          />
        ))}
      </Stack>
    </Section>
  )
}

/** The answer in force of each. */
function Consents({ contact }: { readonly contact: Contact }) {
  const latest = new Map(
    [...contact.consents]
      .sort((one, other) => one.date.localeCompare(other.date))
      .map(each => [each.id, each]),
  )
  return (
    <Section title="Consents">
      {latest.size === 0 && (
        <Text size="sm" c="dimmed">
          Asked for nothing yet.
        </Text>
      )}
      <Stack gap="xs">
        {[...latest.values()].map(({ id, value, date, source }) => (
          <Group key={id} justify="space-between" gap="xs" wrap="nowrap">
            <Stack gap={0} style={{ minWidth: 0 }}>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                {id}
              </Text>
              <Text size="xs" c="dimmed">
                <Time at={date} form="short" />
                {source && ` · ${source}`}
              </Text>
            </Stack>
            <StateBadge tone={value ? 'good' : 'neutral'}>{value ? 'Yes' : 'No'}</StateBadge>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

function Segments({ contactId }: { readonly contactId: string }) {
  const may = useMay()('segments:read')
  const { data } = useAnswer('listContactSegments', { params: { contactId } }, { enabled: may })
  useLive(['segment.*'], ['listContactSegments'], contactId)
  if (!may || !data) return null
  return (
    <Section title="Segments">
      {data.items.length === 0 && (
        <Text size="sm" c="dimmed">
          In none.
        </Text>
      )}
      <Stack gap="xs">
        {data.items.map(({ id, name, enteredAt }) => (
          <Group key={id} justify="space-between" gap="xs" wrap="nowrap">
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Text>
            <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
              <Time at={enteredAt} />
            </Text>
          </Group>
        ))}
      </Stack>
    </Section>
  )
}

function Value({ contactId }: { readonly contactId: string }) {
  const may = useMay()('purchases:read')
  const { data } = useAnswer('getPurchaseFigures', { params: { contactId } }, { enabled: may })
  useLive(['receipt.*'], ['getPurchaseFigures'], contactId)
  if (!data || data.all.receipts === '0') return null
  const { all, lastYear, latestAt, currency } = data
  return (
    <Section title="Value">
      <Facts
        of={[
          ['Bought for', <Money key="all" amount={all.amount} currency={currency} />],
          ['In a year', <Money key="year" amount={lastYear.amount} currency={currency} />],
          ['Receipts', all.receipts],
          ['On average', <Money key="average" amount={all.average} currency={currency} />],
          ['Latest', <Time key="latest" at={latestAt} />],
        ]}
      />
    </Section>
  )
}
