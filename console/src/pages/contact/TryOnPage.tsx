import { Alert, Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBrowser } from '@tabler/icons-react'
import { useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Time } from '../../kit/Time.tsx'
import { nameOf } from '../contacts/contact-name.ts'

const times = [
  { value: 'PT1H', label: 'an hour' },
  { value: 'PT24H', label: 'a day' },
  { value: 'P7D', label: 'a week' },
  { value: 'P30D', label: '30 days' },
]
const place = '<div data-parley-placement="home"></div>'

/** HTML by which any page shows what is on show for the contact. The token in it is asked for when somebody wants it. */
export function TryOnPage({ contact }: { readonly contact: Contact }) {
  const [isOpen, { open, close }] = useDisclosure()
  const [validFor, setValidFor] = useState('PT24H')
  const make = useDeed('createVisitorToken', { showsProblem: true })
  const made = make.data
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconBrowser size={16} aria-hidden />}
        onClick={() => {
          make.reset()
          open()
        }}
      >
        Try on a page
      </Button>
      <Modal opened={isOpen} onClose={close} title="Try on a page" size="lg">
        <form
          onSubmit={event => {
            event.preventDefault()
            make.mutate({ params: { contactId: contact.id }, body: { validFor } })
          }}
        >
          <Stack>
            <Text size="sm">
              Put this HTML into a page of yours, and it shows the on-site and in-line messages of{' '}
              <bdi>{nameOf(contact)}</bdi>. What is viewed, clicked and closed there is noted.
            </Text>
            {made ? (
              <>
                <CodeBlock code={made.snippet} label="the HTML for the page" />
                <Text size="sm">And for in-line messages, wherever they belong, each place by its name:</Text>
                <CodeBlock code={place} label="the HTML for a place" />
                <Alert color="yellow">
                  Until <Time at={made.expiresAt} form="short" /> whoever has the token in it sees what is on
                  show for this contact. It cannot be taken back.
                </Alert>
              </>
            ) : (
              <NativeSelect
                label="It works for"
                maw={200}
                data={times}
                value={validFor}
                onChange={event => setValidFor(event.currentTarget.value)}
              />
            )}
            {make.error && <ErrorState error={make.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Close
              </Button>
              {!made && (
                <Button type="submit" loading={make.isPending}>
                  Make the HTML
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  )
}
