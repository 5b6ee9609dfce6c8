import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { shellRoute } from '../../shell/shell-route.tsx'

export interface SettingsSearch {
  /** Of the audit trail: only deeds of this kind, by this actor. */
  readonly action?: string
  readonly actor?: string
}

const textOf = (value: unknown) => (value === undefined || value === '' ? undefined : String(value))

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/settings',
    beforeLoad: () => {
      throw redirect({ to: '/settings/$section', params: { section: 'company' } })
    },
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/settings/$section',
    validateSearch: ({ action, actor }: Record<string, unknown>): SettingsSearch => {
      const [ofAction, ofActor] = [textOf(action), textOf(actor)]
      return { ...(ofAction && { action: ofAction }), ...(ofActor && { actor: ofActor }) }
    },
    component: lazyRouteComponent(() => import('./SettingsPage.tsx'), 'SettingsPage'),
  }),
] as const
