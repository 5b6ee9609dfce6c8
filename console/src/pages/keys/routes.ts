import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const keysRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys',
    staticData: { scope: 'keys:read' },
    component: lazyRouteComponent(() => import('./KeysPage.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys/new',
    staticData: { scope: 'keys:write' },
    component: lazyRouteComponent(() => import('./NewKeyPage.tsx'), 'NewKeyPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys/$keyId',
    staticData: { scope: 'keys:read' },
    component: lazyRouteComponent(() => import('./KeyPage.tsx'), 'KeyPage'),
  }),
] as const
