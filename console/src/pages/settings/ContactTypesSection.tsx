import { Button, Group, Modal, NativeSelect, Stack, TagsInput, TextInput } from '@mantine/core'
import { IconIdBadge2, IconTags } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { Answer } from '../../api/ask.ts'
import { faultOf } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Count } from '../../kit/numbers.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { useMay } from '../../session/session.tsx'

type ContactType = Answer<'listContactTypes'>['items'][number]
type Attribute = Answer<'listAttributes'>['items'][number]

const keys = [
  { value: 'email', label: 'E-mail address' },
  { value: 'mobilePhone', label: 'Mobile phone' },
  { value: 'externalId', label: 'External id' },
  { value: 'socialSecurityNumber', label: 'Social security number' },
] as const
type Key = (typeof keys)[number]['value']

const attributeColumns: readonly Column<Attribute>[] = [
  { title: 'Attribute', render: ({ name }) => name },
  { title: 'Type', render: ({ type }) => type },
  { title: 'Learnt', render: ({ learntAt }) => <Time at={learntAt} isPast />, from: 'sm' },
  { title: 'Values not kept', render: ({ dropped }) => <Count of={dropped} />, align: 'right' },
]

/** What contacts are known by, what they must have, and which attributes came by themselves. */
export function ContactTypesSection() {
  const may = useMay()('tenant:write')
  const types = useAnswer('listContactTypes', {})
  const attributes = useAnswer('listAttributes', {})
  const [edited, setEdited] = useState<ContactType | 'new'>()
  const columns: readonly Column<ContactType>[] = [
    {
      title: 'Type',
      render: type => (may ? <RowButton onClick={() => setEdited(type)}>{type.id}</RowButton> : type.id),
    },
    { title: 'Name', render: ({ displayName }) => displayName, from: 'sm' },
    {
      title: 'Known by',
      render: ({ keyAttribute }) => keys.find(({ value }) => value === keyAttribute)?.label ?? keyAttribute,
    },
    {
      title: 'Must have',
      render: ({ mandatoryAttributes }) => mandatoryAttributes.join(', ') || '–',
      from: 'sm',
    },
  ]
  return (
    <Stack gap="lg">
      <Section
        flush
        title="Contact types"
        about="What contacts of a type are known by, and what none of them is made without."
        actions={may && <Button onClick={() => setEdited('new')}>New type</Button>}
      >
        <DataTable
          label="Contact types"
          columns={columns}
          rows={types.data?.items ?? []}
          keyOf={({ id }) => id}
          isPending={types.isPending}
          error={types.error}
          onRetry={() => types.refetch()}
          empty={<EmptyState icon={IconIdBadge2} title="No types" />}
        />
      </Section>
      {!types.isPending && (
        <Section
          flush
          title="Learnt attributes"
          about="Nobody declared them: each has the type of the first value that came, and values of others are not kept."
        >
          <DataTable
            label="Learnt attributes"
            columns={attributeColumns}
            rows={attributes.data?.items ?? []}
            keyOf={({ name }) => name}
            isPending={attributes.isPending}
            error={attributes.error}
            onRetry={() => attributes.refetch()}
            empty={
              <EmptyState icon={IconTags} title="None were learnt">
                Those that come through the WebEngage API or an upload appear here with their types.
              </EmptyState>
            }
          />
        </Section>
      )}
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? 'New contact type' : `Contact type ${edited?.id}`}
      >
        {edited && (
          <TypeForm {...(edited !== 'new' && { type: edited })} onDone={() => setEdited(undefined)} />
        )}
      </Modal>
    </Stack>
  )
}

function TypeForm({ type, onDone }: { readonly type?: ContactType; readonly onDone: () => void }) {
  const [id, setId] = useState(type?.id ?? '')
  const [displayName, setDisplayName] = useState(type?.displayName ?? '')
  const [key, setKey] = useState<Key>((type?.keyAttribute as Key | undefined) ?? 'email')
  const [mandatory, setMandatory] = useState(type?.mandatoryAttributes ?? [])
  const save = useDeed('defineContactType', {
    changes: ['listContactTypes'],
    done: 'Contact type saved',
    showsProblem: true,
    onDone,
  })
  function submit(event: FormEvent) {
    event.preventDefault()
    save.mutate({
      params: { typeId: id.trim() },
      body: { displayName: displayName.trim(), keyAttribute: key, mandatoryAttributes: mandatory },
    })
  }
  const names = ['id', 'displayName', 'keyAttribute', 'mandatoryAttributes']
  const isAtField = names.some(name => faultOf(save.error, name))
  return (
    <form onSubmit={submit}>
      <Stack>
        {save.error && !isAtField && <ErrorState error={save.error} />}
        <TextInput
          label="Id"
          description="What systems call it; it stays."
          required
          disabled={type !== undefined}
          value={id}
          error={faultOf(save.error, 'id')}
          onChange={event => setId(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="What people call them; other than the id."
          required
          value={displayName}
          error={faultOf(save.error, 'displayName')}
          onChange={event => setDisplayName(event.currentTarget.value)}
        />
        <NativeSelect
          label="Known by"
          description="It stays as long as there are contacts of the type."
          data={[...keys]}
          value={key}
          error={faultOf(save.error, 'keyAttribute')}
          onChange={event => setKey(event.currentTarget.value as Key)}
        />
        <TagsInput
          label="Must have"
          description="Attributes without which none is made."
          value={[...mandatory]}
          error={faultOf(save.error, 'mandatoryAttributes')}
          onChange={setMandatory}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={id.trim() === ''}>
            Save type
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
