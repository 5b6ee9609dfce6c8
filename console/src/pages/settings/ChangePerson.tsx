import { Button, Divider, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultOf } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { useMe } from '../../session/session.tsx'
import { Invitation } from './Invitation.tsx'
import { RoleField } from './RoleField.tsx'
import type { Person } from './roles.ts'

interface Props {
  readonly person: Person
  readonly onDone: () => void
}

/** Name and role of a person; a new link; signing them out; removing them. */
export function ChangePerson({ person, onDone }: Props) {
  const me = useMe()
  const [name, setName] = useState(person.name)
  const [role, setRole] = useState(person.role)
  const params = { personId: person.id }
  const changes = ['listPeople'] as const
  const save = useDeed('updatePerson', { changes, done: 'Saved', showsProblem: true, onDone })
  const invite = useDeed('invitePerson', { changes })
  const signOut = useDeed('signOutPerson', { done: `${person.name} is signed out everywhere` })
  const remove = useDeed('deletePerson', { changes, done: `${person.name} is removed`, onDone })
  const url = invite.data?.invitationUrl
  if (person.role === 'owner' && me.role !== 'owner')
    return <Text size="sm">{person.email} is an owner. Only owners change owners.</Text>
  if (url) return <Invitation url={url} onDone={onDone} />
  function submit(event: FormEvent) {
    event.preventDefault()
    const body = {
      ...(name.trim() !== person.name && { name: name.trim() }),
      ...(role !== person.role && { role }),
    }
    save.mutate({ params, body, headers: { 'if-match': `"${person.version}"` } })
  }
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {person.email}
          </Text>
          {save.error && !faultOf(save.error, 'name') && <ErrorState error={save.error} />}
          <TextInput
            label="Name"
            required
            value={name}
            error={faultOf(save.error, 'name')}
            onChange={event => setName(event.currentTarget.value)}
          />
          <RoleField value={role} onChange={setRole} />
          <Group justify="flex-end">
            <Button
              type="submit"
              loading={save.isPending}
              disabled={name.trim() === person.name && role === person.role}
            >
              Save person
            </Button>
          </Group>
        </Stack>
      </form>
      <Divider />
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          loading={invite.isPending}
          onClick={() => invite.mutate({ params })}
        >
          New link for a password
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={signOut.isPending}
          onClick={() => signOut.mutate({ params })}
        >
          Sign out everywhere
        </Button>
        {person.id !== me.id && (
          <ConfirmButton
            size="xs"
            question={`Remove ${person.name}?`}
            consequence="They are signed out and cannot sign in again. What they did stays in the audit trail."
            deed="Remove person"
            onConfirm={() => remove.mutateAsync({ params })}
          >
            Remove
          </ConfirmButton>
        )}
      </Group>
    </Stack>
  )
}
