import { IconLock } from '@tabler/icons-react'
import { EmptyState } from '../kit/EmptyState.tsx'
import { ButtonLink } from '../kit/links.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { useMe } from '../session/session.tsx'

/** In place of a page for which the person's role lacks the scope. */
export function NotAllowedPage({ scope }: { readonly scope: string }) {
  const { role } = useMe()
  return (
    <>
      <PageHeader title="Not for your role" />
      <EmptyState
        icon={IconLock}
        title={`This page needs ${scope}`}
        action={
          <ButtonLink to="/" variant="default" size="sm">
            Go home
          </ButtonLink>
        }
      >
        Your role, {role}, does not have it. An owner or an admin can give you another one.
      </EmptyState>
    </>
  )
}
