/** Things that are being taken away while the page that shows them still stands. */
import { type Query, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'

/** What names a thing in an operation's input: `{ automationId: '…' }`. */
type Names = Readonly<Record<string, unknown>>

interface Leaving {
  readonly names: Names
  /** Resolved when the thing stays after all. */
  readonly stays: Promise<void>
  readonly stay: () => void
}

const leaving = new Set<Leaving>()

/** A question about a thing that may be gone waits until it is known to stay; it may never have to be asked. */
export async function untilItStays(input: unknown): Promise<void> {
  for (const { names, stays } of leaving) if (isAbout(input, names)) await stays
}

/** For a deed that takes away what its page shows: `begin` when it is asked for, `giveUp` when it was refused. */
export function useLeaving() {
  const client = useQueryClient()
  const current = useRef<Leaving>(undefined)
  useEffect(() => () => leave(client, current.current), [client])
  return {
    async begin(names: Names) {
      const { promise: stays, resolve: stay } = Promise.withResolvers<void>()
      current.current = { names, stays, stay }
      leaving.add(current.current)
      await client.cancelQueries(queriesAbout(names))
    },
    async giveUp() {
      if (!current.current) return
      const { names, stay } = current.current
      leaving.delete(current.current)
      current.current = undefined
      stay()
      await client.invalidateQueries(queriesAbout(names))
    },
  }
}

/** The page is left: what was known of the thing is forgotten, and who comes back asks for it. */
function leave(client: QueryClient, gone: Leaving | undefined): void {
  if (!gone) return
  leaving.delete(gone)
  client.removeQueries(queriesAbout(gone.names))
}

const queriesAbout = (names: Names) => ({
  predicate: ({ queryKey: [, input] }: Query) => isAbout(input, names),
})

function isAbout(input: unknown, names: Names): boolean {
  const { params = {}, query = {} } = (input ?? {}) as { params?: Names; query?: Names }
  return Object.entries(names).every(([key, value]) => params[key] === value || query[key] === value)
}
