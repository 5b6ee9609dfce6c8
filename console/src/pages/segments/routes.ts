import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export const segmentsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/segments',
    component: lazyRouteComponent(() => import('./SegmentsPage.tsx'), 'SegmentsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/segments/new',
    staticData: { scope: 'segments:write' },
    component: lazyRouteComponent(() => import('./NewSegmentPage.tsx'), 'NewSegmentPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/segments/$segmentId',
    validateSearch: ({ edit }: Record<string, unknown>): { edit?: true } =>
      edit === true || edit === 'true' ? { edit: true } : {},
    component: lazyRouteComponent(() => import('./SegmentPage.tsx'), 'SegmentPage'),
  }),
] as const
