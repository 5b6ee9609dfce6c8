/** Questions and deeds of pages, by the names of the operations. A query's key is its name and its input. */
import { notifications } from '@mantine/notifications'
import {
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type Answer, askWith, type Input, type Name } from './ask.ts'
import { untilItStays, useLeaving } from './leaving.ts'
import { Problem } from './problem.ts'

interface QueryOptions {
  /** Without it: true. While it is false nothing is asked. */
  readonly enabled?: boolean
  /** Keeps what is shown while the next input is asked about. */
  readonly keepsPrevious?: boolean
  readonly refetchMs?: number
}

interface AnswerOptions<N extends Name> extends QueryOptions {
  /** Whether an answer will be the same from now on: then it is not asked for again. */
  readonly isSettled?: (answer: Answer<N>) => boolean
}

/** Asked again at once the answer would be the same: it is not there, or not for this person. */
const isFinal = (error: Error | null) => error instanceof Problem && [403, 404, 410].includes(error.status)

/** One answer: `const { data, error, isPending } = useAnswer('getContact', { params: { contactId } })`. */
export function useAnswer<N extends Name>(name: N, input: Input<N>, options: AnswerOptions<N> = {}) {
  const { enabled = true, keepsPrevious = false, refetchMs, isSettled } = options
  return useQuery<Answer<N>, Error>({
    queryKey: [name, input],
    queryFn: async ({ signal }) => {
      await untilItStays(input)
      return askWith(name, input, signal)
    },
    enabled,
    ...(refetchMs !== undefined && {
      refetchInterval: ({ state: { data, error } }) =>
        isFinal(error) || (data && isSettled?.(data)) ? false : refetchMs,
    }),
    ...(keepsPrevious && { placeholderData: (previous: Answer<N> | undefined) => previous as never }),
  })
}

type ListName = {
  [N in Name]: Answer<N> extends { items: Array<unknown>; nextCursor: string | null } ? N : never
}[Name]
type Item<N extends ListName> = Answer<N> extends { items: Array<infer I> } ? I : never

/** A list, page after page: `items` are those that were fetched so far. */
export function usePages<N extends ListName>(name: N, input: Input<N>, options: QueryOptions = {}) {
  const { enabled = true, keepsPrevious = false, refetchMs } = options
  const query = useInfiniteQuery({
    queryKey: [name, input, 'pages'],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      await untilItStays(input)
      const given = (input as { query?: object }).query
      const page = pageParam === null ? given : { ...given, cursor: pageParam }
      return askWith(name, { ...input, query: page } as Input<N>, signal)
    },
    getNextPageParam: last => (last as { nextCursor: string | null }).nextCursor,
    enabled,
    // All pages that were fetched are asked for again, so the more there are the seldomer.
    ...(refetchMs !== undefined && {
      refetchInterval: ({ state }) =>
        isFinal(state.error) ? false : refetchMs * Math.max(1, state.data?.pages.length ?? 1),
    }),
    ...(keepsPrevious && { placeholderData: previous => previous }),
  })
  const items = (query.data?.pages.flatMap(page => (page as { items: unknown[] }).items) ?? []) as Item<N>[]
  return { ...query, items }
}

export type Pages<N extends ListName> = ReturnType<typeof usePages<N>>

interface DeedOptions<N extends Name> {
  /** Operations whose answers are others now. */
  readonly changes?: readonly Name[]
  /** What is said when it is done; without it nothing is. */
  readonly done?: string | ((answer: Answer<N>) => string)
  readonly onDone?: (answer: Answer<N>, input: Input<N>) => void
  /** Where it takes away what its page is about: leaves the page. Until then nothing asks about that any more. */
  readonly leave?: () => unknown
  /** The page shows the problem itself. Without it a notification does. */
  readonly showsProblem?: boolean
}

/** Something that changes something: `const save = useDeed('updateContact', { changes: ['getContact'], done: 'Saved' })`. */
export function useDeed<N extends Name>(name: N, options: DeedOptions<N> = {}) {
  const client = useQueryClient()
  const leaving = useLeaving()
  const { changes = [], done, onDone, leave, showsProblem = false } = options
  return useMutation<Answer<N>, Error, Input<N>>({
    async onMutate(input) {
      const { params } = input as { params?: Readonly<Record<string, string>> }
      if (leave && params) await leaving.begin(params)
    },
    mutationFn: input => askWith(name, input, undefined),
    onSuccess(answer, input) {
      forget(client, changes)
      if (done !== undefined) tell(typeof done === 'string' ? done : done(answer))
      onDone?.(answer, input)
      leave?.()
    },
    async onError(error) {
      if (!showsProblem) tellProblem(error)
      await leaving.giveUp()
    },
  })
}

/** Asks again for what is on the screen, and the rest when it is next needed. */
export function forget(client: QueryClient, names: readonly Name[]): void {
  for (const name of names) client.invalidateQueries({ queryKey: [name] })
}

/** How many pages the longest list on the screen has among these: so many calls it takes to ask again. */
export function pagesShown(client: QueryClient, names: readonly Name[]): number {
  const shown = names.flatMap(name =>
    client.getQueriesData<{ pages?: unknown[] }>({ queryKey: [name], type: 'active' }),
  )
  return Math.max(1, ...shown.map(([, data]) => data?.pages?.length ?? 1))
}

const closeButtonProps = { 'aria-label': 'Close' }

export function tell(message: string): void {
  notifications.show({ message, color: 'teal', closeButtonProps })
}

export function tellProblem(error: Error): void {
  const title = error instanceof Problem ? error.title : 'Something went wrong'
  notifications.show({ title, message: error.message, color: 'red', autoClose: 8000, closeButtonProps })
}
