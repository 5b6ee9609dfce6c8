/** Who is signed in. The shell is drawn only when somebody is. */
import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { base, callServer, readAnswer } from '../api/ask.ts'
import { isProblem } from '../api/problem.ts'
import { tellProblem } from '../api/queries.ts'
import type { Me } from '../api/shapes.ts'

interface Standing {
  readonly me: Me | null
  /** Whether one must say to which tenant one signs in. */
  readonly tenantNeeded: boolean
}

export interface Credentials {
  readonly email: string
  readonly password: string
  readonly tenant?: string
}

const sessionPath = `${base}/session`

export const standing = queryOptions({
  queryKey: ['session'],
  queryFn: async () => (await readAnswer(await callServer('GET', sessionPath))) as Standing,
  staleTime: Number.POSITIVE_INFINITY,
})

export function useStanding(): Standing {
  return useSuspenseQuery(standing).data
}

/** Below the shell somebody is signed in. */
export function useMe(): Me {
  const { me } = useStanding()
  if (!me) throw new Error('Nobody is signed in.')
  return me
}

/** Whether the person's role has a scope such as `contacts:write`. The server decides; this is for what is shown. */
export function useMay(): (scope: string) => boolean {
  const { scopes } = useMe()
  return scope => mayDo(scopes, scope)
}

export function mayDo(scopes: readonly string[], scope: string): boolean {
  return scopes.length === 0 || scopes.includes(scope) || scopes.includes(`${scope.split(':')[0]}:*`)
}

export async function signIn(client: QueryClient, credentials: Credentials): Promise<void> {
  const me = (await readAnswer(await callServer('POST', sessionPath, credentials))) as Me
  client.setQueryData(standing.queryKey, before => ({ tenantNeeded: before?.tenantNeeded ?? false, me }))
}

/** Forgets all that was read, too. */
export function useSignOut(): () => Promise<void> {
  const client = useQueryClient()
  return async () => {
    try {
      await readAnswer(await callServer('DELETE', sessionPath))
    } catch (error) {
      // One that has ended is no longer there to be ended; else the person is still signed in and is told so.
      if (!isProblem(error, 'unauthorized')) return tellProblem(error as Error)
    }
    client.clear()
    window.location.assign('/')
  }
}
