import { Button, Checkbox, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBookmark, IconBookmarkPlus, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { type ContactsSearch, readContactsSearch } from './contacts-search.ts'

interface Props {
  readonly present: ContactsSearch
  readonly onChoose: (search: ContactsSearch) => void
}

const list = 'contacts'

/** Lists that somebody put together and named, one's own and those that are shared. */
export function ViewsMenu({ present, onChoose }: Props) {
  const { data } = useAnswer('listViews', { query: { list, limit: 100 } })
  const [isSaving, { open, close }] = useDisclosure()
  const remove = useDeed('deleteView', { changes: ['listViews'], done: 'View deleted' })
  const views = data?.items ?? []
  return (
    <>
      <Menu position="bottom-start" width={260}>
        <Menu.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} aria-hidden />}>
            Views
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map(({ id, name, filter, columns, sort, isShared }) => (
            <Menu.Item
              key={id}
              onClick={() => onChoose(readContactsSearch({ ...filter, sort, columns: columns.join(',') }))}
            >
              {name}
              {isShared && ' (shared)'}
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item leftSection={<IconBookmarkPlus size={16} aria-hidden />} onClick={open}>
            Save this view …
          </Menu.Item>
          {views
            .filter(({ isOwn }) => isOwn)
            .map(({ id, name }) => (
              <Menu.Item
                key={id}
                color="red"
                leftSection={<IconTrash size={16} aria-hidden />}
                onClick={() => remove.mutate({ params: { viewId: id } })}
              >
                Delete “{name}”
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      <SaveView present={present} isOpen={isSaving} onClose={close} />
    </>
  )
}

interface SaveProps {
  readonly present: ContactsSearch
  readonly isOpen: boolean
  readonly onClose: () => void
}

function SaveView({ present, isOpen, onClose }: SaveProps) {
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const save = useDeed('createView', {
    changes: ['listViews'],
    done: 'View saved',
    showsProblem: true,
    onDone: onClose,
  })
  const { columns, sort, ...filter } = present

  function submit(event: FormEvent) {
    event.preventDefault()
    const columnsOfView = columns === undefined ? {} : { columns: columns.split(',') }
    save.mutate({
      body: {
        list,
        name: name.trim(),
        filter: { ...filter },
        sort: sort ?? null,
        isShared,
        ...columnsOfView,
      },
    })
  }

  return (
    <Modal opened={isOpen} onClose={onClose} title="Save this view">
      <form onSubmit={submit}>
        <Stack>
          {save.error && <ErrorState error={save.error} />}
          <TextInput
            label="Name"
            description="What is searched for, the order and the columns are saved under it."
            value={name}
            onChange={event => setName(event.currentTarget.value)}
            maxLength={100}
            required
            data-autofocus
          />
          <Checkbox
            label="Everyone in the company sees it"
            checked={isShared}
            onChange={event => setShared(event.currentTarget.checked)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save view
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
