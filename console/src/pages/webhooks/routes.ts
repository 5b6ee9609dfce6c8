import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readWebhookSearch } from './webhook-search.ts'

export const webhooksRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks',
    component: lazyRouteComponent(() => import('./WebhooksPage.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks/new',
    component: lazyRouteComponent(() => import('./NewWebhookPage.tsx'), 'NewWebhookPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks/$webhookId',
    validateSearch: readWebhookSearch,
    component: lazyRouteComponent(() => import('./WebhookPage.tsx'), 'WebhookPage'),
  }),
] as const
