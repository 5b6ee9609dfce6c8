/** Every address of the console, page by page. They are readable, and they last. */
import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { PageLoading } from './kit/PageLoading.tsx'
import { accountRoutes } from './pages/account/routes.ts'
import { apisRoutes } from './pages/apis/routes.ts'
import { automationsRoutes } from './pages/automations/routes.ts'
import { campaignsRoutes } from './pages/campaigns/routes.ts'
import { clockRoutes } from './pages/clock/routes.ts'
import { contactRoutes } from './pages/contact/routes.ts'
import { contactsRoutes } from './pages/contacts/routes.ts'
import { eventsRoutes } from './pages/events/routes.ts'
import { faultsRoutes } from './pages/faults/routes.ts'
import { homeRoutes } from './pages/home/routes.ts'
import { keysRoutes } from './pages/keys/routes.ts'
import { outboxRoutes } from './pages/outbox/routes.ts'
import { requestsRoutes } from './pages/requests/routes.ts'
import { schemasRoutes } from './pages/schemas/routes.ts'
import { segmentsRoutes } from './pages/segments/routes.ts'
import { settingsRoutes } from './pages/settings/routes.ts'
import { snapshotsRoutes } from './pages/snapshots/routes.ts'
import { templatesRoutes } from './pages/templates/routes.ts'
import { webhooksRoutes } from './pages/webhooks/routes.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { RouteError } from './shell/RouteError.tsx'
import { rootRoute, shellRoute } from './shell/shell-route.tsx'

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./session/InvitationPage.tsx'), 'InvitationPage'),
})

const routeTree = rootRoute.addChildren([
  invitationRoute,
  shellRoute.addChildren([
    ...homeRoutes,
    ...accountRoutes,
    ...contactsRoutes,
    ...contactRoutes,
    ...segmentsRoutes,
    ...settingsRoutes,
    ...schemasRoutes,
    ...automationsRoutes,
    ...templatesRoutes,
    ...campaignsRoutes,
    ...outboxRoutes,
    ...keysRoutes,
    ...requestsRoutes,
    ...apisRoutes,
    ...webhooksRoutes,
    ...eventsRoutes,
    ...faultsRoutes,
    ...clockRoutes,
    ...snapshotsRoutes,
  ]),
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
