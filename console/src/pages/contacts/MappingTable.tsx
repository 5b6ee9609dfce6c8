import { Autocomplete, NativeSelect, Table, Text } from '@mantine/core'
import type { Input } from '../../api/ask.ts'
import { Scroll } from '../../kit/Scroll.tsx'

type Mapping = NonNullable<Input<'createImport'>['body']['mapping']>
type Entry = Mapping[number]

interface Props {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly mapping: Mapping
  readonly onChange: (mapping: Mapping) => void
}

const targets = [
  'firstName',
  'lastName',
  'email',
  'mobilePhone',
  'memberNumber',
  'externalId',
  'socialSecurityNumber',
  'birthDay',
  'street',
  'zipCode',
  'city',
  'countryCode',
  'language',
  'contactType',
  'preferences.email',
  'preferences.sms',
  'preferences.postal',
]

/** Column by column: what it is, and how its cells are read. */
export function MappingTable({ header, rows, mapping, onChange }: Props) {
  const entryOf = (column: string) => mapping.find(entry => entry.column === column)

  function change(column: string, changes: Partial<Entry>) {
    const before = entryOf(column) ?? { column, target: '' }
    const entry = { ...before, ...changes }
    const others = mapping.filter(each => each.column !== column)
    onChange(entry.target === '' ? others : [...others, entry])
  }

  return (
    <Scroll label="Columns of the file">
      <Table miw={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th pl="md">In the file</Table.Th>
            <Table.Th>For example</Table.Th>
            <Table.Th>Is</Table.Th>
            <Table.Th pr="md">Read as</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {header.map((column, place) => (
            <Table.Tr key={column}>
              <Table.Td pl="md" fw={550}>
                {column}
              </Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={1} dir="auto">
                  {rows.map(row => row[place]).find(cell => cell) ?? '–'}
                </Text>
              </Table.Td>
              <Table.Td>
                <Autocomplete
                  aria-label={`What ${column} is`}
                  placeholder="Left out"
                  value={entryOf(column)?.target ?? ''}
                  onChange={target => change(column, { target: target.trim() })}
                  data={targets}
                />
              </Table.Td>
              <Table.Td pr="md">
                <NativeSelect
                  aria-label={`How ${column} is read`}
                  value={entryOf(column)?.type ?? 'text'}
                  disabled={!entryOf(column)}
                  onChange={event =>
                    change(column, { type: event.currentTarget.value as NonNullable<Entry['type']> })
                  }
                  data={[
                    { value: 'text', label: 'Text' },
                    { value: 'number', label: 'Number' },
                    { value: 'boolean', label: 'Yes or no' },
                  ]}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  )
}
