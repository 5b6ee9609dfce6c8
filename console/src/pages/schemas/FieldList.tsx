import { ActionIcon, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconGripVertical, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { JsonFault } from '../../kit/JsonEditor.tsx'
import { added, changed, type Field, moved } from './definition.ts'
import { FieldCard } from './FieldCard.tsx'
import classes from './schemas.module.css'

interface Props {
  readonly fields: readonly Field[]
  readonly onChange: (fields: readonly Field[]) => void
  readonly faults: readonly JsonFault[]
}

/** The fields in the order of the contact card. They are moved by their handle: dragged, or with the arrow keys. */
export function FieldList({ fields, onChange, faults }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [dragged, setDragged] = useState<number>()
  const [opened, setOpened] = useState<string>()
  const [said, setSaid] = useState('')

  function move(from: number, to: number) {
    if (to < 0 || to >= fields.length || from === to) return
    onChange(moved(fields, from, to))
    setSaid(`${fields[from]!.name} is now ${to + 1} of ${fields.length}`)
  }

  function drag({ clientY }: PointerEvent) {
    if (dragged === undefined || !list.current) return
    const middles = [...list.current.children].map(card => {
      const { top, height } = card.getBoundingClientRect()
      return top + height / 2
    })
    const to = middles.filter((middle, index) => index !== dragged && middle < clientY).length
    if (to === dragged) return
    move(dragged, to)
    setDragged(to)
  }

  function press(event: KeyboardEvent, index: number) {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const to = index + step
    if (step === 0 || to < 0 || to >= fields.length) return
    event.preventDefault()
    move(index, to)
    list.current?.querySelectorAll<HTMLElement>('[data-handle]')[to]?.focus()
  }

  return (
    <Stack gap="sm">
      {fields.length === 0 && (
        <Text size="sm" c="dimmed">
          No fields yet. Each says what one property of the payload is: its stars, its price, its day.
        </Text>
      )}
      <div ref={list} className={classes.fields}>
        {fields.map((field, index) => (
          <FieldCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a field is renamed while one types in it.
            key={index}
            field={field}
            taken={fields.filter(each => each !== field).map(({ name }) => name)}
            faults={faultsOf(faults, field.name)}
            isDragged={dragged === index}
            isOpen={opened === field.name}
            onToggle={() => setOpened(opened === field.name ? undefined : field.name)}
            onChange={change => {
              if (change.name !== undefined && opened === field.name) setOpened(change.name)
              onChange(changed(fields, index, change))
            }}
            onRemove={() => onChange(fields.toSpliced(index, 1))}
            handle={
              <ActionIcon
                data-handle
                className={classes.handle!}
                aria-label={`Move ${field.name}`}
                aria-description="Drag it, or press the arrow keys"
                onKeyDown={event => press(event, index)}
                onPointerDown={event => {
                  event.currentTarget.setPointerCapture(event.pointerId)
                  setDragged(index)
                }}
                onPointerMove={drag}
                onPointerUp={() => setDragged(undefined)}
                onPointerCancel={() => setDragged(undefined)}
              >
                <IconGripVertical size={16} aria-hidden />
              </ActionIcon>
            }
          />
        ))}
      </div>
      <VisuallyHidden aria-live="polite">{said}</VisuallyHidden>
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => onChange(added(fields))}
        >
          Add a field
        </Button>
      </Group>
    </Stack>
  )
}

function faultsOf(faults: readonly JsonFault[], name: string): readonly JsonFault[] {
  const pointer = `/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return faults
    .filter(each => each.pointer === pointer || each.pointer.startsWith(`${pointer}/`))
    .map(({ pointer: at, detail }) => ({ pointer: at.slice(pointer.length), detail }))
}
