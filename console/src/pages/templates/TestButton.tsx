import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ContactName } from '../../kit/ContactLink.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { reasonOf, SendState } from '../../kit/messages.tsx'
import { useLive } from '../../live/facts.ts'
import type { Template } from './draft.ts'
import type { Occasion } from './use-occasion.ts'

interface Props {
  readonly template: Template
  readonly occasion: Occasion
  readonly isDirty: boolean
}

/** Sends one message: what the chosen contact would get, to them or to another address. */
export function TestButton({ template, occasion, isDirty }: Props) {
  const [isOpen, { open, close }] = useDisclosure()
  const [address, setAddress] = useState('')
  const send = useDeed('createSend', { changes: ['listSends'], showsProblem: true })
  const { contactId, context } = occasion
  const takesAddress = ['email', 'sms', 'whatsapp'].includes(template.channel)
  const otherAddress = takesAddress && address.trim() !== '' ? { overrideAddress: address.trim() } : {}

  function submit() {
    if (contactId === undefined) return
    send.mutate({ body: { contactId, templateId: template.id, context: { ...context, ...otherAddress } } })
  }

  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          send.reset()
          open()
        }}
      >
        Send a test
      </Button>
      <Modal opened={isOpen} onClose={close} title="Send a test">
        <form
          onSubmit={event => {
            event.preventDefault()
            submit()
          }}
        >
          <Stack>
            {contactId === undefined ? (
              <Text size="sm">Choose a contact beside the template first.</Text>
            ) : (
              <Text size="sm" component="div">
                It is what <ContactName contactId={contactId} /> would get. What they accept is asked for, as
                ever.
              </Text>
            )}
            {isDirty && (
              <Alert color="yellow">What you changed is not saved, so it is not in the test.</Alert>
            )}
            {takesAddress && (
              <TextInput
                label={template.channel === 'email' ? 'To another address' : 'To another number'}
                description="Without one it goes to the contact."
                type={template.channel === 'email' ? 'email' : 'tel'}
                value={address}
                onChange={event => setAddress(event.currentTarget.value)}
              />
            )}
            {send.error && <ErrorState error={send.error} />}
            {send.data && <Outcome sendId={send.data.id} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Close
              </Button>
              <Button type="submit" loading={send.isPending} disabled={contactId === undefined}>
                {send.data ? 'Send another one' : 'Send test'}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}

/** What becomes of it, as it happens. */
function Outcome({ sendId }: { readonly sendId: string }) {
  const { data } = useAnswer('getSend', { params: { sendId } })
  useLive(['message.*'], ['getSend'])
  if (!data) return null
  return (
    <Stack gap={4} aria-live="polite">
      <Group gap="xs">
        <SendState state={data.state} channel={data.channel} />
        <TextLink to="/outbox/$sendId" params={{ sendId }}>
          Look at it
        </TextLink>
      </Group>
      {data.reason && <Text size="sm">{reasonOf(data)}</Text>}
    </Stack>
  )
}
