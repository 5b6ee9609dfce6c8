import { Button, Modal, Stack } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useState } from 'react'
import { useAnswer } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ChannelName } from '../../kit/messages.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { useMay } from '../../session/session.tsx'
import { ProviderForm } from './ProviderForm.tsx'
import { kindOf, type Provider } from './provider-kinds.ts'
import { TestProvider } from './TestProvider.tsx'

/** Who carries messages, channel by channel. What has nobody is captured in the outbox. */
export function ChannelsSection() {
  const may = useMay()('providers:write')
  const { data, error, isPending, refetch } = useAnswer('listProviders', {})
  const providers = data?.items ?? []
  const [edited, setEdited] = useState<Provider | 'new'>()
  const make = may && <Button onClick={() => setEdited('new')}>New provider</Button>
  const present = edited === 'new' ? undefined : providers.find(({ id }) => id === edited?.id)
  const columns: readonly Column<Provider>[] = [
    {
      title: 'Name',
      render: provider =>
        may ? <RowButton onClick={() => setEdited(provider)}>{provider.name}</RowButton> : provider.name,
    },
    { title: 'Channel', render: ({ channel }) => <ChannelName channel={channel} /> },
    { title: 'Kind', render: provider => kindOf(provider)?.label ?? provider.kind, from: 'sm' },
    { title: 'Order', render: ({ priority }) => priority, align: 'right', from: 'md' },
    {
      title: 'State',
      render: ({ isEnabled }) => (
        <StateBadge tone={isEnabled ? 'good' : 'neutral'}>{isEnabled ? 'enabled' : 'disabled'}</StateBadge>
      ),
      align: 'right',
    },
  ]
  return (
    <Section
      flush
      title="Providers"
      about="Who carries messages. Of several on a channel the lowest in order is asked first. In-app, on-site and in-line messages need none: they wait here until an app or a page asks for them."
      actions={(isPending || providers.length > 0) && make}
    >
      <DataTable
        label="Providers"
        columns={columns}
        rows={providers}
        keyOf={({ id }) => id}
        isPending={isPending}
        error={error}
        onRetry={() => refetch()}
        empty={
          <EmptyState icon={IconMailForward} title="No providers yet" action={make}>
            Until there is one, what would be sent is captured in the outbox: nothing leaves this server.
          </EmptyState>
        }
      />
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={present?.name ?? 'New provider'}
        size="lg"
      >
        {edited && (
          <Stack>
            <ProviderForm
              key={present?.version}
              {...(present && { provider: present })}
              onDone={() => setEdited(undefined)}
            />
            {present && <TestProvider provider={present} />}
          </Stack>
        )}
      </Modal>
    </Section>
  )
}
