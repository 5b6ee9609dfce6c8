import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const snapshotsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/snapshots',
    staticData: { scope: 'snapshots:read' },
    component: lazyRouteComponent(() => import('./SnapshotsPage.tsx'), 'SnapshotsPage'),
  }),
] as const
