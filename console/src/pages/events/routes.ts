import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readEventsSearch } from './events-search.ts'

export const eventsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/events',
    validateSearch: readEventsSearch,
    component: lazyRouteComponent(() => import('./EventsPage.tsx'), 'EventsPage'),
  }),
] as const
