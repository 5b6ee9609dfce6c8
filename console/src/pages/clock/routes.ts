import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const clockRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/clock',
    component: lazyRouteComponent(() => import('./ClockPage.tsx'), 'ClockPage'),
  }),
] as const
