import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const apisRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/developers/apis',
    component: lazyRouteComponent(() => import('./ApisPage.tsx'), 'ApisPage'),
  }),
] as const
