import { Alert, Button, Divider, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { faultOf } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import type { Provider } from './provider-kinds.ts'

const titles: Readonly<Record<string, string>> = {
  accepted: 'The provider took it',
  refused: 'The provider refused it',
  unavailable: 'The provider was not there',
  unknown: 'Nobody knows whether it was taken',
}

/** Sends one test message, with the settings that are saved. */
export function TestProvider({ provider }: { readonly provider: Provider }) {
  const [to, setTo] = useState('')
  const test = useDeed('testProvider', { showsProblem: true })
  const isTried = ['email', 'sms'].includes(provider.channel) && provider.kind !== 'outbox'
  if (!isTried) return null
  const fault = faultOf(test.error, 'to')
  const { outcome, detail, reference } = test.data ?? {}
  return (
    <>
      <Divider label="With the saved settings" labelPosition="left" />
      <Group align="flex-start">
        <TextInput
          label="Send a test to"
          placeholder={provider.channel === 'email' ? 'you@example.com' : '+46701234567'}
          value={to}
          error={fault}
          onChange={event => setTo(event.currentTarget.value)}
          style={{ flex: '1 1 14rem' }}
        />
        <Button
          mt={25}
          variant="default"
          loading={test.isPending}
          disabled={to.trim() === ''}
          onClick={() => test.mutate({ params: { providerId: provider.id }, body: { to: to.trim() } })}
        >
          Send a test
        </Button>
      </Group>
      {test.error && !fault && <ErrorState error={test.error} />}
      {outcome && (
        <Alert
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
