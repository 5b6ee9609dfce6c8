import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readWebhookSearch } from './webhook-search.ts'

export const webhooksRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks',
    staticData: { scope: 'webhooks:read' },
    component: lazyRouteComponent(() => import('./WebhooksPage.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks/new',
    staticData: { scope: 'webhooks:write' },
    component: lazyRouteComponent(() => import('./NewWebhookPage.tsx'), 'NewWebhookPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/webhooks/$webhookId',
    staticData: { scope: 'webhooks:read' },
    validateSearch: readWebhookSearch,
    component: lazyRouteComponent(() => import('./WebhookPage.tsx'), 'WebhookPage'),
  }),
] as const
