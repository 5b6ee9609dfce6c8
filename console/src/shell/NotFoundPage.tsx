import { IconMapOff } from '@tabler/icons-react'
import { EmptyState } from '../kit/EmptyState.tsx'
import { ButtonLink } from '../kit/links.tsx'
import { PageHeader } from '../kit/PageHeader.tsx'

export function NotFoundPage() {
  return (
    <>
      <PageHeader title="No such page" />
      <EmptyState
        icon={IconMapOff}
        title="There is no such page"
        action={
          <ButtonLink to="/" variant="default" size="sm">
            Go home
          </ButtonLink>
        }
      >
        The link may be mistyped, or it is from a newer console than this one.
      </EmptyState>
    </>
  )
}
