import { useAnswer } from '../../../api/queries.ts'
import { TextLink } from '../../../kit/links.tsx'
import { useMay } from '../../../session/session.tsx'
import { nameOf } from '../../contacts/contact-name.ts'

/** Of a contact that is there no longer, the beginning of its id. */
export function ContactName({
  contactId,
  isLink = false,
}: {
  readonly contactId: string
  readonly isLink?: boolean
}) {
  const { data } = useAnswer('getContact', { params: { contactId } }, { enabled: useMay()('contacts:read') })
  const name = data ? nameOf(data) : `Contact ${contactId.slice(0, 8)}`
  if (!isLink) return <>{name}</>
  return (
    <TextLink to="/contacts/$contactId" params={{ contactId }}>
      {name}
    </TextLink>
  )
}
