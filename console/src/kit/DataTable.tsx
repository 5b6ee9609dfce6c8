import { Box, Button, Center, Loader, Skeleton, Table, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'
import { ErrorState } from './ErrorState.tsx'
import { HrefLink } from './links.tsx'
import { Scroll } from './Scroll.tsx'
import classes from './table.module.css'

export interface Column<Row> {
  /** Also the React key. */
  readonly title: string
  readonly render: (row: Row) => ReactNode
  /** Numbers to the right. */
  readonly align?: 'left' | 'right'
  /** On screens narrower than this the column is left out; without it, it is always there. */
  readonly from?: 'sm' | 'md' | 'lg'
  /** Not on a phone, which has no room to waste. */
  readonly width?: number | string
}

interface Props<Row> {
  /** What the table lists, for who cannot see it. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Where a row leads; its first cell is the link, and all of the row follows it. */
  readonly href?: (row: Row) => string
  readonly isPending?: boolean
  readonly error?: Error | null
  readonly onRetry?: () => void
  /** Shown instead of a table without rows. */
  readonly empty: ReactNode
  /** Of `usePages`: the next page comes when the end is near. */
  readonly more?: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    /** Then it comes by the button only: else a server in trouble was asked without end. */
    readonly isFetchNextPageError: boolean
    fetchNextPage(): unknown
  }
}

/** Rows of one kind. Waiting, failing and being empty are part of it. */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, href, isPending = false, error, onRetry, empty, more } = props
  if (error && rows.length === 0)
    return (
      <Box p="md">
        <ErrorState error={error} {...(onRetry && { onRetry })} />
      </Box>
    )
  if (!isPending && rows.length === 0) return <>{empty}</>
  return (
    <>
      <Scroll label={label} isBusy={isPending}>
        <Table
          key={isPending ? 'waiting' : 'there'}
          className={classes.table!}
          highlightOnHover={href !== undefined}
        >
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title, align, from, width }) => (
                <Table.Th
                  key={title}
                  ta={align ?? 'left'}
                  data-from={from}
                  {...(width !== undefined && { w: { base: 'auto', sm: width } })}
                >
                  {isPending ? <Waiting of={title} /> : title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {isPending ? (
              <WaitingRows columns={columns} />
            ) : (
              rows.map(row => (
                <Table.Tr key={keyOf(row)} className={classes.row!}>
                  {columns.map(({ title, render, align, from }, index) => (
                    <Table.Td key={title} ta={align ?? 'left'} data-from={from}>
                      {index === 0 && href ? (
                        <HrefLink href={href(row)} className={classes.link}>
                          {render(row)}
                        </HrefLink>
                      ) : (
                        render(row)
                      )}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))
            )}
          </Table.Tbody>
        </Table>
      </Scroll>
      {!isPending && more?.hasNextPage && <NextPage {...more} />}
    </>
  )
}

/** How wide columns will be is not known yet: their titles come with the rows, so that nothing moves that is read. */
function Waiting({ of }: { readonly of: string }) {
  return (
    <Skeleton h={12} my={4} w="3rem" display="inline-block">
      <VisuallyHidden>{of}</VisuallyHidden>
    </Skeleton>
  )
}

function WaitingRows<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  return Array.from({ length: 6 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike.
    <Table.Tr key={row}>
      {columns.map(({ title, from }, column) => (
        <Table.Td key={title} data-from={from}>
          <Skeleton h={12} my={5} w={column === 0 ? '70%' : '50%'} />
          {row + column === 0 && <VisuallyHidden>Loading</VisuallyHidden>}
        </Table.Td>
      ))}
    </Table.Tr>
  ))
}

/** Asks for the next page when it comes into sight; the button is for the keyboard. */
export function NextPage(more: NonNullable<Props<never>['more']>) {
  const { isFetchingNextPage, isFetchNextPageError, fetchNextPage } = more
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting && !isFetchingNextPage && !isFetchNextPageError) fetchNextPage()
      },
      { rootMargin: '600px' },
    )
    if (place.current) seen.observe(place.current)
    return () => seen.disconnect()
  }, [isFetchingNextPage, isFetchNextPageError, fetchNextPage])
  return (
    <Center ref={place} p="sm" mih={56}>
      {isFetchingNextPage ? (
        <Loader size="sm" aria-label="Loading more" />
      ) : (
        <Button variant="subtle" size="xs" onClick={() => fetchNextPage()}>
          {isFetchNextPageError ? 'The rest was not read: try again' : 'Show more'}
        </Button>
      )}
    </Center>
  )
}
