import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import type { Send } from '../../api/shapes.ts'
import { sendTones } from '../../kit/messages.tsx'
import { shellRoute } from '../../shell/shell-route.tsx'

interface CampaignSearch {
  readonly edit?: true
  /** Of its recipients: only those whose send is in this state. */
  readonly state?: Send['state']
}

export const campaignsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/campaigns',
    component: lazyRouteComponent(() => import('./CampaignsPage.tsx'), 'CampaignsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/campaigns/new',
    staticData: { scope: 'campaigns:write' },
    component: lazyRouteComponent(() => import('./NewCampaignPage.tsx'), 'NewCampaignPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/campaigns/$campaignId',
    validateSearch: ({ edit, state }: Record<string, unknown>): CampaignSearch => ({
      ...((edit === true || edit === 'true') && { edit: true }),
      ...(typeof state === 'string' && state in sendTones && { state: state as Send['state'] }),
    }),
    component: lazyRouteComponent(() => import('./CampaignPage.tsx'), 'CampaignPage'),
  }),
] as const
