import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { faultOf, isProblem } from '../../api/problem.ts'
import { useDeed, usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'
import { ChangePerson } from './ChangePerson.tsx'
import { Invitation } from './Invitation.tsx'
import { RoleField } from './RoleField.tsx'
import type { Person, Role } from './roles.ts'

/** Who may sign in, and what they may do. */
export function PeopleSection() {
  const may = useMay()('people:write')
  const people = usePages('listPeople', { query: {} })
  const [isInviting, setInviting] = useState(false)
  const [shown, setShown] = useState<string>()
  const person = people.items.find(({ id }) => id === shown)
  const columns: readonly Column<Person>[] = [
    {
      title: 'Name',
      render: ({ id, name }) => (may ? <RowButton onClick={() => setShown(id)}>{name}</RowButton> : name),
    },
    { title: 'E-mail address', render: ({ email }) => email, from: 'sm' },
    { title: 'Role', render: ({ role }) => role },
    { title: 'State', render: each => <PersonState person={each} />, from: 'sm' },
    {
      title: 'Signed in',
      render: ({ signedInAt }) => <Time at={signedInAt} isPast />,
      align: 'right',
      from: 'md',
    },
  ]
  return (
    <Section
      flush
      title="People"
      about="Who may sign in here, and by their role what they may do."
      actions={may && <Button onClick={() => setInviting(true)}>Invite somebody</Button>}
    >
      <DataTable
        label="People"
        columns={columns}
        rows={people.items}
        keyOf={({ id }) => id}
        isPending={people.isPending}
        error={people.error}
        onRetry={() => people.refetch()}
        more={people}
        empty={<EmptyState icon={IconUsers} title="Nobody yet" />}
      />
      <Modal opened={isInviting} onClose={() => setInviting(false)} title="Invite somebody">
        <Invite onDone={() => setInviting(false)} />
      </Modal>
      <Modal opened={person !== undefined} onClose={() => setShown(undefined)} title={person?.name}>
        {person && <ChangePerson key={person.id} person={person} onDone={() => setShown(undefined)} />}
      </Modal>
    </Section>
  )
}

function PersonState({ person: { hasPassword, invitedUntil } }: { readonly person: Person }) {
  if (hasPassword) return <StateBadge tone="good">active</StateBadge>
  const isOver = invitedUntil !== null && new Date(invitedUntil).getTime() < Date.now()
  return <StateBadge tone={isOver ? 'warning' : 'busy'}>{isOver ? 'invitation over' : 'invited'}</StateBadge>
}

function Invite({ onDone }: { readonly onDone: () => void }) {
  const [email, setEmail] = useState('')
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('viewer')
  const create = useDeed('createPerson', { changes: ['listPeople'], showsProblem: true })
  const url = create.data?.invitationUrl
  if (url) return <Invitation url={url} onDone={onDone} />
  function submit(event: FormEvent) {
    event.preventDefault()
    create.mutate({ body: { email: email.trim(), name: name.trim(), role } })
  }
  const isAtField = ['email', 'name', 'role'].some(field => faultOf(create.error, field))
  const exists = isProblem(create.error, 'person-exists') ? create.error.message : undefined
  return (
    <form onSubmit={submit}>
      <Stack>
        {create.error && !isAtField && !exists && <ErrorState error={create.error} />}
        <TextInput
          label="E-mail address"
          type="email"
          required
          data-autofocus
          value={email}
          error={faultOf(create.error, 'email') ?? exists}
          onChange={event => setEmail(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          required
          value={name}
          error={faultOf(create.error, 'name')}
          onChange={event => setName(event.currentTarget.value)}
        />
        <RoleField value={role} onChange={setRole} error={faultOf(create.error, 'role')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Make the invitation
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
