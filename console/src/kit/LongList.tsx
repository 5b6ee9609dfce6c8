import { Box, Button, Center, Loader } from '@mantine/core'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react'

interface Props<Item> {
  readonly label: string
  readonly items: readonly Item[]
  readonly keyOf: (item: Item) => string
  readonly render: (item: Item, index: number) => ReactNode
  /** How high an item is about, in pixels. */
  readonly estimate: number
  readonly more?: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    /** Then it comes by the button only. */
    readonly isFetchNextPageError: boolean
    fetchNextPage(): unknown
  }
}

/** Any number of items, of which those near the window are drawn. It scrolls with the page. */
export function LongList<Item>({ label, items, keyOf, render, estimate, more }: Props<Item>) {
  const list = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (list.current) setTop(list.current.getBoundingClientRect().top + window.scrollY)
  }, [])
  const virtual = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => estimate,
    overscan: 12,
    scrollMargin: top,
    getItemKey: index => keyOf(items[index]!),
  })
  const drawn = virtual.getVirtualItems()
  const last = drawn.at(-1)?.index ?? 0
  const isNearEnd = last >= items.length - 20
  useEffect(() => {
    if (isNearEnd && more?.hasNextPage && !more.isFetchingNextPage && !more.isFetchNextPageError)
      more.fetchNextPage()
  }, [isNearEnd, more])
  return (
    <Box ref={list} role="feed" aria-label={label} aria-busy={more?.isFetchingNextPage ?? false}>
      <Box pos="relative" style={{ height: virtual.getTotalSize() }}>
        {drawn.map(({ key, index, start }) => (
          <Box
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            component="article"
            aria-posinset={index + 1}
            aria-setsize={more?.hasNextPage ? -1 : items.length}
            pos="absolute"
            left={0}
            right={0}
            style={{ transform: `translateY(${start - top}px)` }}
          >
            {render(items[index]!, index)}
          </Box>
        ))}
      </Box>
      {more?.isFetchNextPageError && (
        <Center p="sm">
          <Button variant="subtle" size="xs" onClick={() => more.fetchNextPage()}>
            The rest was not read: try again
          </Button>
        </Center>
      )}
      {more?.isFetchingNextPage && (
        <Center p="sm">
          <Loader size="sm" aria-label="Loading more" />
        </Center>
      )}
    </Box>
  )
}
