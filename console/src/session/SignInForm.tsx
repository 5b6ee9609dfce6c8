import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Problem } from '../api/problem.ts'
import { signIn, useStanding } from './session.tsx'

interface Props {
  /** When it is about a person who was there before. */
  readonly email?: string
  readonly tenant?: string
  readonly onDone: () => void
}

const tenantKey = 'parley-tenant'

export function SignInForm({ email: known, tenant: ofKnown, onDone }: Props) {
  const client = useQueryClient()
  const { tenantNeeded } = useStanding()
  const [email, setEmail] = useState(known ?? '')
  const [password, setPassword] = useState('')
  const [tenant, setTenant] = useState(ofKnown ?? localStorage.getItem(tenantKey) ?? '')
  const [problem, setProblem] = useState<Error>()
  const [isBusy, setBusy] = useState(false)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      await signIn(client, { email, password, ...(tenantNeeded && { tenant }) })
      if (tenantNeeded) localStorage.setItem(tenantKey, tenant)
      onDone()
    } catch (error) {
      setProblem(error as Error)
      setPassword('')
    } finally {
      setBusy(false)
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        {problem && (
          <Alert color="red" role="alert" variant="light">
            {wordsFor(problem)}
          </Alert>
        )}
        {tenantNeeded && !ofKnown && (
          <TextInput
            label="Company"
            description="Its short name, such as acme"
            value={tenant}
            onChange={event => setTenant(event.currentTarget.value)}
            autoComplete="organization"
            required
          />
        )}
        <TextInput
          label="E-mail address"
          type="email"
          value={email}
          onChange={event => setEmail(event.currentTarget.value)}
          autoComplete="username"
          readOnly={known !== undefined}
          required
          autoFocus={known === undefined}
        />
        <PasswordInput
          label="Password"
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          required
          autoFocus={known !== undefined}
        />
        <Button type="submit" loading={isBusy} fullWidth>
          Sign in
        </Button>
      </Stack>
    </form>
  )
}

function wordsFor(error: Error): string {
  if (!(error instanceof Problem) || error.code !== 'too-many-sign-ins') return error.message
  const minutes = Math.ceil((error.retryAfterSeconds ?? 60) / 60)
  return `Too many wrong passwords. Wait ${minutes} min, or ask an admin for a link to set a new one.`
}
