import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Section } from '../../kit/Section.tsx'
import { Underway } from './Underway.tsx'

const form = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Keeps what the company holds now, under a name. */
export function TakeSnapshot({ names }: { readonly names: readonly string[] }) {
  const [name, setName] = useState('')
  const [replaces, setReplaces] = useState(false)
  const take = useDeed('takeSnapshot', {
    changes: ['listSnapshots'],
    done: ({ name: taken }) => `Snapshot ${taken} taken`,
    showsProblem: true,
    onDone: () => setName(''),
  })
  const isTaken = names.includes(name)
  const isWrong = name !== '' && !form.test(name)

  function submit(event: FormEvent) {
    event.preventDefault()
    take.mutate({ body: { name, ...(isTaken && { replace: true }) } })
  }

  return (
    <Section title="Take a snapshot">
      <form onSubmit={submit}>
        <Stack mt="sm">
          <Group align="flex-start">
            <TextInput
              label="Name"
              description="Letters, digits, dots, lines and underscores."
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              placeholder="before-the-tests"
              maxLength={100}
              error={isWrong && 'It begins with a letter or a digit, and has no spaces.'}
              w={320}
              required
            />
            <Button
              type="submit"
              mt={{ base: 0, xs: 46 }}
              loading={take.isPending}
              disabled={name === '' || isWrong || (isTaken && !replaces)}
            >
              Take it
            </Button>
          </Group>
          {isTaken && (
            <Checkbox
              label={`Take the place of the ${name} that there is`}
              checked={replaces}
              onChange={event => setReplaces(event.currentTarget.checked)}
            />
          )}
          {take.isPending && <Underway>It is taken. You may go on meanwhile.</Underway>}
          {take.error && <ErrorState error={take.error} />}
        </Stack>
      </form>
    </Section>
  )
}
