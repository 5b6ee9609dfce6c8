import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'
import { readChannel, readPreview, type TemplateSearch, type TemplatesSearch } from './templates-search.ts'

export const templatesRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/templates',
    validateSearch: readChannel,
    component: lazyRouteComponent(() => import('./TemplatesPage.tsx'), 'TemplatesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/templates/new',
    staticData: { scope: 'messages:write' },
    validateSearch: (given: Record<string, unknown>): TemplatesSearch & TemplateSearch => ({
      ...readChannel(given),
      ...readPreview(given),
    }),
    component: lazyRouteComponent(() => import('./NewTemplatePage.tsx'), 'NewTemplatePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/templates/$templateId',
    validateSearch: readPreview,
    component: lazyRouteComponent(() => import('./TemplatePage.tsx'), 'TemplatePage'),
  }),
] as const
