import { Skeleton, VisuallyHidden } from '@mantine/core'
import { useAnswer } from '../api/queries.ts'
import { nameOf } from '../pages/contacts/contact-name.ts'
import { useMay } from '../session/session.tsx'
import { TextLink } from './links.tsx'

interface Props {
  readonly contactId: string
}

/** A contact by name, which is asked for. */
export function ContactLink({ contactId }: Props) {
  return (
    <TextLink to="/contacts/$contactId" params={{ contactId }}>
      <ContactName contactId={contactId} />
    </TextLink>
  )
}

export function ContactName({ contactId }: Props) {
  const params = { contactId }
  const { data, isLoading } = useAnswer('getContact', { params }, { enabled: useMay()('contacts:read') })
  if (isLoading)
    return (
      <Skeleton component="span" h={12} w="5rem" display="inline-block">
        <VisuallyHidden>Loading</VisuallyHidden>
      </Skeleton>
    )
  return <bdi>{nameOf(data ?? { id: contactId, attributes: {} })}</bdi>
}
