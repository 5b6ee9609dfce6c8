import { ActionIcon, Button, Checkbox, Group, Popover, Stack, TextInput } from '@mantine/core'
import { IconColumns3, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { knownColumns } from './contact-columns.tsx'

interface Props {
  readonly chosen: readonly string[]
  readonly onChange: (columns: readonly string[]) => void
}

/** Which columns the list has. */
export function ColumnsMenu({ chosen, onChange }: Props) {
  const [other, setOther] = useState('')
  const others = chosen.filter(name => !knownColumns.some(column => column.name === name))
  const all = [
    ...knownColumns.map(({ name, title }) => ({ name, title })),
    ...others.map(name => ({ name, title: name })),
  ]

  function toggle(name: string) {
    onChange(chosen.includes(name) ? chosen.filter(each => each !== name) : [...chosen, name])
  }

  function add() {
    const name = other.trim()
    if (name !== '' && !chosen.includes(name)) onChange([...chosen, name])
    setOther('')
  }

  return (
    <Popover position="bottom-start" withinPortal shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          {all.map(({ name, title }) => (
            <Checkbox
              key={name}
              label={title}
              checked={chosen.includes(name)}
              onChange={() => toggle(name)}
            />
          ))}
          <Group gap="xs" align="flex-end" wrap="nowrap">
            <TextInput
              label="Another attribute"
              size="xs"
              value={other}
              onChange={event => setOther(event.currentTarget.value)}
              onKeyDown={event => event.key === 'Enter' && add()}
            />
            <ActionIcon size={30} variant="default" onClick={add} aria-label="Add the column">
              <IconPlus size={15} aria-hidden />
            </ActionIcon>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
