import { Text } from '@mantine/core'
import type { Contact } from '../../api/shapes.ts'
import type { Column } from '../../kit/DataTable.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { nameOf } from './contact-name.ts'

interface Known extends Column<Contact> {
  /** As it stands in the address, in saved views and in exports. */
  readonly name: string
}

const attribute = (name: string, title: string): Known => ({
  name,
  title,
  render: ({ attributes }) => <bdi>{shown(attributes[name])}</bdi>,
})

const shown = (value: unknown) =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value)

const state: Known = {
  name: 'approved',
  title: 'State',
  render: ({ approved }) =>
    approved ? (
      <StateBadge tone="good">Approved</StateBadge>
    ) : (
      <StateBadge tone="warning">Unapproved</StateBadge>
    ),
}

/** On a phone with what tells apart who is called the same. */
const nameColumn = (first: Known | undefined): Column<Contact> => ({
  title: 'Name',
  render: contact => (
    <>
      <bdi>{nameOf(contact)}</bdi>
      {first && (
        <Text component="span" display="block" size="xs" c="dimmed" fw={400} hiddenFrom="sm">
          {first.render(contact)}
        </Text>
      )}
    </>
  ),
})

/** What can be chosen, beside any other attribute by its name. */
export const knownColumns: readonly Known[] = [
  attribute('email', 'E-mail'),
  attribute('mobilePhone', 'Phone'),
  attribute('memberNumber', 'Member number'),
  attribute('externalId', 'External id'),
  attribute('city', 'City'),
  attribute('countryCode', 'Country'),
  attribute('language', 'Language'),
  attribute('birthDay', 'Birthday'),
  { name: 'contactType', title: 'Type', render: ({ contactType }) => contactType },
  state,
  { name: 'source', title: 'Source', render: ({ source }) => source ?? '' },
  {
    name: 'createdAt',
    title: 'Known since',
    render: ({ createdAt }) => <Time at={createdAt} form="short" />,
  },
  { name: 'updatedAt', title: 'Changed', render: ({ updatedAt }) => <Time at={updatedAt} /> },
]

export const usualColumns: readonly string[] = [
  'email',
  'mobilePhone',
  'city',
  'contactType',
  'approved',
  'updatedAt',
]

/** On narrow screens the later ones are left out. */
const from = [undefined, 'md', 'lg', 'lg'] as const

/** The name, and then these in their order. */
export function columnsOf(names: readonly string[]): readonly Column<Contact>[] {
  const chosen = names.map((name, place) => {
    const column = knownColumns.find(each => each.name === name) ?? attribute(name, name)
    const least = place === 0 ? 'sm' : (from[place] ?? 'lg')
    return {
      ...column,
      from: place === names.length - 1 && place < 6 ? 'sm' : least,
    } satisfies Column<Contact>
  })
  return [nameColumn(chosen[0]), ...chosen]
}
