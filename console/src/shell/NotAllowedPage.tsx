import { ButtonLink } from '../kit/links.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'
import { NotAllowed } from '../session/NotAllowed.tsx'

/** In place of a page for which the person's role lacks the scope. */
export function NotAllowedPage({ scope }: { readonly scope: string }) {
  return (
    <>
      <PageHeader title="Not for your role" />
      <NotAllowed
        scope={scope}
        action={
          <ButtonLink to="/" variant="default" size="sm">
            Go home
          </ButtonLink>
        }
      />
    </>
  )
}
