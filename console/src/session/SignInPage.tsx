import { Anchor, Center, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect } from 'react'
import { Logo } from '../shell/Logo.tsx'
import { SignInForm } from './SignInForm.tsx'

/** Shown in place of any page, so that one gets to where the link led. */
export function SignInPage() {
  useEffect(() => {
    document.title = 'Sign in · Parley'
  }, [])
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={380}>
        <Group gap="sm" justify="center">
          <Logo size={34} />
          <Title order={1}>Sign in to Parley</Title>
        </Group>
        <Paper withBorder radius="lg" p="lg">
          <SignInForm onDone={() => {}} />
        </Paper>
        <Text size="sm" c="dimmed" ta="center">
          Forgotten your password? Ask an admin of your company for a link. Programs use the{' '}
          <Anchor href="/parley/v1/ui/index" inherit underline="always">
            API
          </Anchor>
          .
        </Text>
      </Stack>
    </Center>
  )
}
