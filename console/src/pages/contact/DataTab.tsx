import { Button, Stack, Text } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { addressOf } from '../../api/ask.ts'
import { useDeed } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { nameOf } from '../contacts/contact-name.ts'

/** What a person may ask for: all that is kept of them, and to be forgotten. */
export function DataTab({ contact }: { readonly contact: Contact }) {
  const may = useMay()
  const navigate = useNavigate()
  const params = { contactId: contact.id }
  const erase = useDeed('deleteContact', {
    changes: ['listContacts'],
    done: 'Erased',
    leave: () => navigate({ to: '/contacts' }),
  })
  return (
    <>
      <Section
        title="Export"
        about="All that is kept of this contact, as one JSON file: the profile, what they did and bought, and each body as it was received. It stands in the audit trail that you took it."
      >
        <Button
          component="a"
          href={addressOf('exportContact', { params }).path}
          download={`contact-${contact.id}.json`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download
        </Button>
      </Section>
      {may('contacts:write') && (
        <Section title="Erase">
          <Stack align="flex-start">
            <Text size="sm" maw="70ch">
              Takes away the profile and all that hangs on it: interactions, messages, segments, automations.
              Receipts stay for the books, without the person. It cannot be undone.
            </Text>
            <ConfirmButton
              color="red"
              variant="light"
              leftSection={<IconTrash size={16} aria-hidden />}
              question={`Erase ${nameOf(contact)}?`}
              consequence="Everything that is kept of this person goes, at once and for good."
              deed="Erase for good"
              typed="erase"
              onConfirm={() => erase.mutateAsync({ params })}
            >
              Erase this contact
            </ConfirmButton>
          </Stack>
        </Section>
      )}
    </>
  )
}
