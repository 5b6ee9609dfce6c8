import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readContactSearch } from './contact-search.ts'

export const contactRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/contacts/$contactId',
    validateSearch: readContactSearch,
    component: lazyRouteComponent(() => import('./ContactPage.tsx'), 'ContactPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/contacts/$contactId/merge',
    staticData: { scope: 'contacts:write' },
    validateSearch: (given: Record<string, unknown>): { with?: string } =>
      typeof given.with === 'string' && given.with !== '' ? { with: given.with } : {},
    component: lazyRouteComponent(() => import('./MergePage.tsx'), 'MergePage'),
  }),
] as const
