import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export interface ContactsSearch {
  readonly search?: string
  readonly type?: string
  readonly approved?: 'yes' | 'no'
}

/** What narrows the list stands in the address, so that a list can be linked to. */
export function readContactsSearch(given: Record<string, unknown>): ContactsSearch {
  const { search, type, approved } = given
  return {
    ...(search !== undefined && search !== '' && { search: String(search) }),
    ...(type !== undefined && type !== '' && { type: String(type) }),
    ...((approved === 'yes' || approved === 'no') && { approved }),
  }
}

export const contactsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/contacts',
    validateSearch: readContactsSearch,
    component: lazyRouteComponent(() => import('./ContactsPage.tsx'), 'ContactsPage'),
  }),
] as const
