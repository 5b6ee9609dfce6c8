import { useAnswer } from '../../api/queries.ts'
import { TextLink } from '../../kit/links.tsx'
import { useMay } from '../../session/session.tsx'
import { nameOf } from '../contacts/contact-name.ts'

/** A contact by name, which is asked for. */
export function ContactLink({ contactId }: { readonly contactId: string }) {
  const { data } = useAnswer('getContact', { params: { contactId } }, { enabled: useMay()('contacts:read') })
  return (
    <TextLink to="/contacts/$contactId" params={{ contactId }} search={{ tab: 'interactions' }}>
      {nameOf(data ?? { id: contactId, attributes: {} })}
    </TextLink>
  )
}
