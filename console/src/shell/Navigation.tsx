import { AppShell, NavLink, ScrollArea, Text } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMay } from '../session/session.tsx'
import { areas, type Place } from './navigation.ts'
import { PersonMenu } from './PersonMenu.tsx'
import classes from './shell.module.css'

export function Navigation() {
  const may = useMay()
  const path = useRouterState({ select: state => state.location.pathname })
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one went somewhere else.
  useEffect(() => {
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest' })
  }, [path])
  const shown = areas
    .map(area => ({ ...area, places: area.places.filter(({ scope }) => may(scope)) }))
    .filter(({ places }) => places.length > 0)
  return (
    <>
      <AppShell.Section grow component={ScrollArea} type="scroll" px="sm" pt="sm" ref={list}>
        {shown.map(({ title = '', places }) => (
          <div key={title} className={classes.area}>
            {title && (
              <Text className={classes.areaTitle!} component="h2">
                {title}
              </Text>
            )}
            <ul className={classes.places}>
              {places.map(place => (
                <li key={place.label}>
                  <PlaceLink place={place} isHere={isWithin(path, String(place.to))} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </AppShell.Section>
      <AppShell.Section p="sm" className={classes.person!}>
        <PersonMenu />
      </AppShell.Section>
    </>
  )
}

function PlaceLink({
  place: { label, to, icon: Sign },
  isHere,
}: {
  readonly place: Place
  readonly isHere: boolean
}) {
  return (
    <NavLink
      renderRoot={props => <Link to={to} {...props} />}
      label={label}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      leftSection={<Sign size={19} stroke={1.7} aria-hidden />}
      py={7}
    />
  )
}

const isWithin = (path: string, place: string) =>
  place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`)
