import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const contactRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/contacts/$contactId',
    component: lazyRouteComponent(() => import('./ContactPage.tsx'), 'ContactPage'),
  }),
] as const
