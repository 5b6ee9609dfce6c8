import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readAutomationSearch, readAutomationsSearch, readNewSearch } from './automations-search.ts'

export const automationsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations',
    validateSearch: readAutomationsSearch,
    component: lazyRouteComponent(() => import('./AutomationsPage.tsx'), 'AutomationsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations/new',
    staticData: { scope: 'automations:write' },
    validateSearch: readNewSearch,
    component: lazyRouteComponent(() => import('./NewAutomationPage.tsx'), 'NewAutomationPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/automations/$automationId',
    validateSearch: readAutomationSearch,
    component: lazyRouteComponent(() => import('./AutomationPage.tsx'), 'AutomationPage'),
  }),
] as const
