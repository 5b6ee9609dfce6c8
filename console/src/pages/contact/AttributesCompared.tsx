import { Table } from '@mantine/core'
import type { Contact } from '../../api/shapes.ts'
import { Scroll } from '../../kit/Scroll.tsx'
import classes from '../../kit/table.module.css'
import { labelOf, namesInOrder, textOf } from './attributes.ts'

interface Props {
  /** When the editing began. */
  readonly before: Contact
  readonly now: Contact
  /** What was typed, by name. */
  readonly mine: Readonly<Record<string, string>>
}

/** What somebody else changed and what was typed meanwhile, side by side. */
export function AttributesCompared({ before, now, mine }: Props) {
  const names = namesInOrder([
    ...Object.keys(before.attributes),
    ...Object.keys(now.attributes),
    ...Object.keys(mine),
  ])
  const isOther = (name: string) => textOf(before.attributes[name]) !== textOf(now.attributes[name])
  const shown = names.filter(name => isOther(name) || name in mine)
  return (
    <Scroll label="What is there, and what you entered">
      <Table className={classes.table!}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Attribute</Table.Th>
            <Table.Th>Before</Table.Th>
            <Table.Th>There now</Table.Th>
            <Table.Th>Yours</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(name => (
            <Table.Tr key={name}>
              <Table.Th>{labelOf(name)}</Table.Th>
              <Table.Td>{textOf(before.attributes[name]) || '–'}</Table.Td>
              <Table.Td fw={isOther(name) ? 600 : undefined}>{textOf(now.attributes[name]) || '–'}</Table.Td>
              <Table.Td>{name in mine ? mine[name] || '–' : 'not changed'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  )
}
