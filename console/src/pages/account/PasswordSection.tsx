import { Button, PasswordInput, Stack } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { isProblem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Section } from '../../kit/Section.tsx'

export function PasswordSection() {
  const [present, setPresent] = useState('')
  const [next, setNext] = useState('')
  const save = useDeed('changePassword', {
    changes: ['listSessions'],
    done: 'Password changed',
    showsProblem: true,
    onDone: () => {
      setPresent('')
      setNext('')
    },
  })
  const { error } = save
  const isAtField = isProblem(error, 'password-wrong') || isProblem(error, 'password-weak')

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ body: { present, next } })
  }

  return (
    <Section title="Password" about="Another one signs you out everywhere else.">
      <form onSubmit={submit}>
        <Stack maw={360}>
          {error && !isAtField && <ErrorState error={error} />}
          <PasswordInput
            label="The one you have now"
            value={present}
            onChange={event => setPresent(event.currentTarget.value)}
            error={isProblem(error, 'password-wrong') && error.message}
            autoComplete="current-password"
            required
          />
          <PasswordInput
            label="The new one"
            description="10 characters or more; a few words that belong to nobody else do well."
            value={next}
            onChange={event => setNext(event.currentTarget.value)}
            error={isProblem(error, 'password-weak') && error.message}
            autoComplete="new-password"
            required
          />
          <div>
            <Button type="submit" loading={save.isPending} disabled={present === '' || next === ''}>
              Change password
            </Button>
          </div>
        </Stack>
      </form>
    </Section>
  )
}
