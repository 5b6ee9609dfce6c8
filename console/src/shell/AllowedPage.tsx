import { Outlet, useMatches } from '@tanstack/react-router'
import { useMay } from '../session/session.tsx'
import { NotAllowedPage } from './NotAllowedPage.tsx'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Without it in their role, people are told so in place of the page. */
    readonly scope?: string
  }
}

/** The page of the address, for those whose role allows it. */
export function AllowedPage() {
  const scope = useMatches({ select: matches => matches.at(-1)?.staticData.scope })
  const may = useMay()
  return scope && !may(scope) ? <NotAllowedPage scope={scope} /> : <Outlet />
}
