import { useEffect, useRef } from 'react'

/**
 * Who went somewhere by a link on the page, or by the palette, goes on from the top of the new page, not from that of the
 * window: what had the focus is gone with the old one. Who is in the navigation, or in a field, stays there.
 */
export function useFocusAfter(path: string) {
  const content = useRef<HTMLDivElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    const { activeElement } = document
    if (!activeElement || activeElement.closest('nav')) return
    if (activeElement.closest('input, textarea') && !activeElement.closest('[role="dialog"]')) return
    content.current?.focus({ preventScroll: true })
  }, [path])
  return content
}
