import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { plural } from '../../kit/numbers.tsx'
import { tenantNow } from '../../live/tenant-clock.ts'
import type { Campaign } from './campaign-state.tsx'

/** Now, or at a time in the zone of the person. It says to how many it goes. */
export function StartButton({ campaign }: { readonly campaign: Campaign }) {
  const [isOpen, { open, close }] = useDisclosure()
  const [when, setWhen] = useState('now')
  const [local, setLocal] = useState('')
  const start = useDeed('startCampaign', {
    changes: ['getCampaign', 'listCampaigns', 'listSends'],
    done: ({ state }) => (state === 'scheduled' ? 'It starts when its time has come' : 'It is under way'),
    showsProblem: true,
    onDone: close,
  })
  const { id, kind, recipients } = campaign
  const isBroadcast = kind === 'broadcast'
  const at = when === 'later' && local !== '' ? new Date(local) : undefined

  const hasPassed = at !== undefined && at <= tenantNow()

  function submit() {
    if (hasPassed) return
    const body = at === undefined ? {} : { startsAt: at.toISOString() }
    start.mutate({ params: { campaignId: id }, body })
  }

  return (
    <>
      <Button onClick={open}>Start</Button>
      <Modal opened={isOpen} onClose={close} title="Start the campaign?">
        <form
          onSubmit={event => {
            event.preventDefault()
            submit()
          }}
        >
          <Stack>
            <Text size="sm" data-testid="recipients">
              {isBroadcast
                ? `It goes to ${plural(recipients ?? 0, 'contact')} as they are now. Who does not accept the channel is left out when it is sent.`
                : 'From then on your systems can send it, until it is paused or stopped.'}
            </Text>
            {isBroadcast && (
              <Radio.Group label="When" value={when} onChange={setWhen}>
                <Group mt="xs">
                  <Radio value="now" label="Now" />
                  <Radio value="later" label="At a time" />
                </Group>
              </Radio.Group>
            )}
            {when === 'later' && (
              <TextInput
                label="Date and time"
                description={`In your zone, ${Intl.DateTimeFormat().resolvedOptions().timeZone}.`}
                type="datetime-local"
                required
                error={hasPassed && 'This time has passed. Choose a later one, or Now.'}
                value={local}
                onChange={event => setLocal(event.currentTarget.value)}
              />
            )}
            {start.error && <ErrorState error={start.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button type="submit" loading={start.isPending}>
                {when === 'later' ? 'Schedule campaign' : 'Start campaign'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
