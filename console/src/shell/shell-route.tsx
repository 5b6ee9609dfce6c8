import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { SignInPage } from '../session/SignInPage.tsx'
import { useStanding } from '../session/session.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Shell } from './Shell.tsx'

export const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

/** The parent of every page that is for people who are signed in. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: SignedIn,
  notFoundComponent: NotFoundPage,
})

function SignedIn() {
  const { me } = useStanding()
  return me ? <Shell /> : <SignInPage />
}
