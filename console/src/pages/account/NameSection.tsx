import { Button, Group, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useDeed } from '../../api/queries.ts'
import { Section } from '../../kit/Section.tsx'
import { standing, useMe } from '../../session/session.tsx'

export function NameSection() {
  const me = useMe()
  const client = useQueryClient()
  const [name, setName] = useState(me.name)
  const save = useDeed('updateMe', {
    done: 'Saved',
    onDone: now => client.setQueryData(standing.queryKey, before => before && { ...before, me: now }),
  })

  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({ body: { name } })
  }

  return (
    <Section title="Name">
      <form onSubmit={submit}>
        <Group align="flex-end">
          <TextInput
            label="How you are called"
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            maxLength={200}
            autoComplete="name"
            required
            style={{ flex: '1 1 16rem' }}
            maw={360}
          />
          <Button type="submit" loading={save.isPending} disabled={name.trim() === '' || name === me.name}>
            Save name
          </Button>
        </Group>
      </form>
    </Section>
  )
}
