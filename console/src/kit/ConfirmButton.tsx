import { Button, type ButtonProps, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'

interface Props extends Omit<ButtonProps, 'children'> {
  readonly children: ReactNode
  /** A question: "Delete the segment?" */
  readonly question: string
  /** What will be so afterwards, and whether it can be undone. */
  readonly consequence: ReactNode
  /** What the button in the dialog says: the deed, not "OK". */
  readonly deed: string
  /** What must be typed before, where it cannot be undone and concerns a lot. */
  readonly typed?: string
  readonly onConfirm: () => Promise<unknown> | unknown
}

/** A deed that is asked about before it is done. The dialog stays when it fails. */
export function ConfirmButton({ children, question, consequence, deed, typed, onConfirm, ...button }: Props) {
  const [isOpen, { open, close }] = useDisclosure()
  const [isBusy, setBusy] = useState(false)
  const [text, setText] = useState('')

  async function confirm() {
    setBusy(true)
    try {
      await onConfirm()
      close()
      setText('')
    } catch {
      // Whoever does the deed tells what went wrong.
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <Button variant="default" {...button} onClick={open}>
        {children}
      </Button>
      <Modal opened={isOpen} onClose={close} title={question}>
        <Stack>
          <Text size="sm" component="div">
            {consequence}
          </Text>
          {typed !== undefined && (
            <TextInput
              label={
                <>
                  Type <b>{typed}</b> to go on
                </>
              }
              value={text}
              onChange={event => setText(event.currentTarget.value)}
              data-autofocus
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button
              color="red.9"
              onClick={confirm}
              loading={isBusy}
              disabled={typed !== undefined && text.trim() !== typed}
            >
              {deed}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
