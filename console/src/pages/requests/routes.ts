import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readRequestsSearch } from './requests-search.ts'

export const requestsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/requests',
    staticData: { scope: 'requests:read' },
    validateSearch: readRequestsSearch,
    component: lazyRouteComponent(() => import('./RequestsPage.tsx'), 'RequestsPage'),
  }),
] as const
