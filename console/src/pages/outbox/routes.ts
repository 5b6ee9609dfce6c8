import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readOutboxSearch } from './outbox-search.ts'

export const outboxRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/outbox',
    validateSearch: readOutboxSearch,
    component: lazyRouteComponent(() => import('./OutboxPage.tsx'), 'OutboxPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/outbox/$sendId',
    component: lazyRouteComponent(() => import('./MessagePage.tsx'), 'MessagePage'),
  }),
] as const
