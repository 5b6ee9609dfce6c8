import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const faultsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/faults',
    staticData: { scope: 'faults:read' },
    component: lazyRouteComponent(() => import('./FaultsPage.tsx'), 'FaultsPage'),
  }),
] as const
