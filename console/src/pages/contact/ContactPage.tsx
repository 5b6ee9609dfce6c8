import { getRouteApi } from '@tanstack/react-router'
import { useAnswer } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { nameOf } from '../contacts/contact-name.ts'

const route = getRouteApi('/shell/contacts/$contactId')

export function ContactPage() {
  const { contactId } = route.useParams()
  const { data, error, refetch } = useAnswer('getContact', { params: { contactId } })
  if (error) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <PageLoading />
  return (
    <>
      <PageHeader title={nameOf(data)} back={<TextLink to="/contacts">Contacts</TextLink>} />
      <JsonView value={data} label="contact" />
    </>
  )
}
