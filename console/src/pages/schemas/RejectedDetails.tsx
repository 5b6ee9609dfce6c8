import { Button, Drawer, Group, List, Stack, Title } from '@mantine/core'
import { useDeed } from '../../api/queries.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { ContactLink } from './ContactLink.tsx'
import type { Rejected } from './rejected.ts'

interface Props {
  readonly rejected: Rejected | undefined
  readonly onClose: () => void
  readonly onReplay: (ids: readonly string[], isDry: boolean) => void
  readonly isBusy: boolean
}

/** One of them: every fault, and its bytes as they came. */
export function RejectedDetails({ rejected, onClose, onReplay, isBusy }: Props) {
  const may = useMay()('interactions:write')
  const discard = useDeed('discardOneRejected', {
    changes: ['groupRejected', 'listRejected'],
    done: 'Discarded',
    onDone: onClose,
  })
  function replay(isDry: boolean) {
    if (!rejected) return
    onReplay([rejected.id], isDry)
    onClose()
  }
  return (
    <Drawer
      opened={rejected !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title="Rejected interaction"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {rejected && (
        <Stack>
          <Facts
            of={[
              ['Received', <Time key="at" at={rejected.receivedAt} />],
              ['Contact', <ContactLink key="contact" contactId={rejected.contactId} />],
              ['Version', rejected.schemaVersion],
              ['Id', rejected.id],
            ]}
          />
          <Title order={3}>{plural(rejected.faults.length, 'fault')}</Title>
          <List size="sm">
            {rejected.faults.map(({ field, detail }) => (
              <List.Item key={`${field} ${detail}`}>
                <b>{field || 'The payload'}</b> {detail}
              </List.Item>
            ))}
          </List>
          <Title order={3}>As it was received, {plural(bytesOf(rejected.body), 'byte')}</Title>
          <CodeBlock code={rejected.body} label="the body" maxHeight={360} />
          {may && (
            <Group justify="flex-end">
              <ConfirmButton
                question="Discard it?"
                consequence="It will be gone for good, with its bytes."
                deed="Discard for good"
                onConfirm={() => discard.mutateAsync({ params: { rejectedId: rejected.id } })}
              >
                Discard
              </ConfirmButton>
              <Button variant="default" disabled={isBusy} onClick={() => replay(true)}>
                Dry run
              </Button>
              <Button loading={isBusy} onClick={() => replay(false)}>
                Replay
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Drawer>
  )
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length
