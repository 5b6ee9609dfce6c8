import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readContactSearch } from './contact-search.ts'

export const contactRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/contacts/$contactId',
    validateSearch: readContactSearch,
    component: lazyRouteComponent(() => import('./ContactPage.tsx'), 'ContactPage'),
  }),
] as const
