import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const keysRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys',
    component: lazyRouteComponent(() => import('./KeysPage.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys/new',
    component: lazyRouteComponent(() => import('./NewKeyPage.tsx'), 'NewKeyPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/keys/$keyId',
    component: lazyRouteComponent(() => import('./KeyPage.tsx'), 'KeyPage'),
  }),
] as const
