import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { SendExample } from './SendExample.tsx'
import { nameOf, type Webhook } from './webhook-state.ts'

/** What can be done with a webhook as a whole. */
export function WebhookDeeds({ webhook }: { readonly webhook: Webhook }) {
  const params = { webhookId: webhook.id }
  const navigate = useNavigate()
  const [isSending, { open, close }] = useDisclosure()
  const changes = ['getWebhook', 'listWebhooks', 'listWebhookHealth'] as const
  const enable = useDeed('enableWebhook', { changes, done: 'Webhook switched on' })
  const disable = useDeed('disableWebhook', { changes, done: 'Webhook switched off' })
  const remove = useDeed('deleteWebhook', {
    changes: ['listWebhooks', 'listWebhookHealth'],
    done: 'Webhook deleted',
    leave: () => navigate({ to: '/webhooks' }),
  })
  return (
    <>
      <ConfirmButton
        color="red"
        variant="light"
        question={`Delete ${nameOf(webhook)}?`}
        consequence="What waits for it is dropped, and it hears nothing more. What was sent stays in the list for its time. It cannot be undone."
        deed="Delete for good"
        onConfirm={() => remove.mutateAsync({ params, headers: { 'if-match': `"${webhook.version}"` } })}
      >
        Delete
      </ConfirmButton>
      {webhook.disabledAt ? (
        <Button loading={enable.isPending} onClick={() => enable.mutate({ params })}>
          Switch on
        </Button>
      ) : (
        <>
          <Button
            variant="default"
            loading={disable.isPending}
            onClick={() => disable.mutate({ params, body: {} })}
          >
            Switch off
          </Button>
          <Button onClick={open}>Send an example</Button>
        </>
      )}
      <SendExample webhook={webhook} isOpen={isSending} onClose={close} />
    </>
  )
}
