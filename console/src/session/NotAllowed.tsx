import { IconLock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { EmptyState } from '../kit/EmptyState.tsx'
import { useMe } from './session.tsx'

/** In place of what the person's role lacks the scope for. */
export function NotAllowed({ scope, action }: { readonly scope: string; readonly action?: ReactNode }) {
  const { role } = useMe()
  return (
    <EmptyState icon={IconLock} title={`This needs ${scope}`} action={action}>
      Your role, {role}, does not have it. An owner or an admin can give you another one.
    </EmptyState>
  )
}
