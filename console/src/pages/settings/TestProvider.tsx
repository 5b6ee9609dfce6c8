import { Alert, Box, Button, Divider, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { faultOf } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ContactPicker } from '../../kit/ContactPicker.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import type { Provider } from './provider-kinds.ts'

const titles: Readonly<Record<string, string>> = {
  accepted: 'The provider took it',
  refused: 'The provider refused it',
  unavailable: 'The provider was not there',
  unknown: 'Nobody knows whether it was taken',
}

/** Sends one test message, with the settings that are saved: to an address, to the devices of a contact, or to the company. */
export function TestProvider({ provider }: { readonly provider: Provider }) {
  const { id, channel, kind } = provider
  const [to, setTo] = useState('')
  const test = useDeed('testProvider', { showsProblem: true })
  if (kind === 'outbox') return null
  const isOfDevices = channel === 'push' || channel === 'webPush'
  const needsNobody = channel === 'webhook'
  const fault = faultOf(test.error, 'to')
  const { outcome, detail, reference } = test.data ?? {}
  return (
    <>
      <Divider label="With the saved settings" labelPosition="left" />
      <Group align="flex-start">
        {isOfDevices && (
          <Box style={{ flex: '1 1 14rem' }}>
            <ContactPicker
              label="Send a test to the devices of"
              value={to || undefined}
              onChange={contactId => setTo(contactId ?? '')}
            />
            {fault && (
              <Text size="xs" mt={4} c="var(--mantine-color-error)">
                {fault}
              </Text>
            )}
          </Box>
        )}
        {!isOfDevices && !needsNobody && (
          <TextInput
            label="Send a test to"
            placeholder={channel === 'email' ? 'you@example.com' : '+46701234567'}
            value={to}
            error={fault}
            onChange={event => setTo(event.currentTarget.value)}
            style={{ flex: '1 1 14rem' }}
          />
        )}
        <Button
          mt={needsNobody ? 0 : 25}
          variant="default"
          loading={test.isPending}
          disabled={!needsNobody && to.trim() === ''}
          onClick={() =>
            test.mutate({ params: { providerId: id }, body: needsNobody ? {} : { to: to.trim() } })
          }
        >
          Send a test
        </Button>
      </Group>
      {test.error && !fault && <ErrorState error={test.error} />}
      {outcome && (
        <Alert
          ref={intoSight}
          role="status"
          color={outcome === 'accepted' ? 'parley' : 'red'}
          title={titles[outcome] ?? outcome}
        >
          {detail ?? (reference ? `It calls the message ${reference}.` : 'Look whether it came.')}
        </Alert>
      )}
    </>
  )
}

/** What came of it is below the button, and the dialog may end there. */
const intoSight = (element: HTMLElement | null) => element?.scrollIntoView({ block: 'nearest' })
