import { Tabs } from '@mantine/core'
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import classes from './tabs.module.css'

interface Props {
  /** The value of the tab that is open. */
  readonly chosen: string
  /** For who cannot see it: what the tabs are of. */
  readonly label?: string
  readonly mb?: 'sm' | 'md' | 'lg'
  readonly children: ReactNode
}

/** The tabs of a page. On a phone they are swiped; the open one is in sight from the beginning. */
export function TabBar({ chosen, label, mb = 'lg', children }: Props) {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab was opened.
  useLayoutEffect(() => {
    const bar = list.current
    const tab = bar?.querySelector<HTMLElement>('[aria-selected="true"]')
    if (!bar || !tab) return
    bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2
  }, [chosen])
  return (
    <Tabs.List ref={list} mb={mb} className={classes.tabs!} aria-label={label}>
      {children}
    </Tabs.List>
  )
}
