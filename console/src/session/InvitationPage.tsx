import { Alert, Button, Center, Loader, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { base, callServer, readAnswer } from '../api/ask.ts'
import { Logo } from '../shell/Logo.tsx'

/** Where an invitation leads: one sets a password and is signed in. The token is behind the #, and goes nowhere else. */
export function InvitationPage() {
  const token = window.location.hash.slice(1)
  const { data, error } = useQuery({
    queryKey: ['invitation', token],
    queryFn: async () => {
      const answer = await callServer('POST', `${base}/invitation`, { token })
      return (await readAnswer(answer)) as { email: string; name: string }
    },
    retry: false,
  })
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} align="center">
        <Logo size={40} />
        <Title order={1} ta="center">
          {data ? `Welcome, ${data.name}` : 'Your invitation'}
        </Title>
        {error && (
          <Alert color="red" role="alert" w="100%" title="This link does not work">
            {error.message}
          </Alert>
        )}
        {!data && !error && <Loader aria-label="Loading" />}
        {data && <PasswordForm token={token} email={data.email} />}
      </Stack>
    </Center>
  )
}

function PasswordForm({ token, email }: { readonly token: string; readonly email: string }) {
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await readAnswer(await callServer('POST', `${base}/invitation/accept`, { token, password }))
      window.location.assign('/')
    } catch (error) {
      setProblem((error as Error).message)
      setBusy(false)
    }
  }

  return (
    <Paper withBorder radius="lg" p="lg" w="100%">
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">
            Choose a password for <b>{email}</b>.
          </Text>
          <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
          <PasswordInput
            label="Password"
            description="10 characters or more; a few words that belong to nobody else do well."
            value={password}
            onChange={event => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            error={problem}
            required
            autoFocus
          />
          <Button type="submit" loading={isBusy}>
            Set password and sign in
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}
