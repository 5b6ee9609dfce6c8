import { AppShell, Burger, Group, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useRouterState } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { PageLoading } from '../kit/PageLoading.tsx'
import { SignInAgain } from '../session/SignInAgain.tsx'
import { AllowedPage } from './AllowedPage.tsx'
import { ClockBanner } from './ClockBanner.tsx'
import { CommandPalette, openPalette } from './CommandPalette.tsx'
import { Logo } from './Logo.tsx'
import { Navigation } from './Navigation.tsx'
import classes from './shell.module.css'
import { useFocusAfter } from './use-focus-after.ts'

/** The frame of every page of somebody who is signed in. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: state => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a phone closes when one went somewhere.
  useEffect(close, [path])
  const content = useFocusAfter(path)
  return (
    <AppShell
      header={{ height: 56, collapsed: false }}
      navbar={{ width: 236, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
      className={classes.shell!}
    >
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <AppShell.Header className={classes.header!}>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger
            opened={isOpen}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
          />
          <Group gap={10} wrap="nowrap" className={classes.brand!}>
            <Logo />
            <Text fw={700} fz="lg">
              Parley
            </Text>
          </Group>
          <UnstyledButton onClick={openPalette} className={classes.search!}>
            <IconSearch size={16} aria-hidden />
            <span>Search, or go to …</span>
            <kbd aria-hidden>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
          </UnstyledButton>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar!} aria-label="Main">
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main!}>
        <ClockBanner />
        <div id="content" ref={content} tabIndex={-1} className={classes.content}>
          <Suspense fallback={<PageLoading />}>
            <AllowedPage />
          </Suspense>
        </div>
      </AppShell.Main>
      <CommandPalette />
      <SignInAgain />
    </AppShell>
  )
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)
