import { Select } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { nameOf } from './contact-name.ts'

const route = getRouteApi('/shell/contacts')

const columns: readonly Column<Contact>[] = [
  { title: 'Name', render: nameOf },
  { title: 'E-mail', render: ({ attributes }) => String(attributes.email ?? ''), from: 'sm' },
  { title: 'Phone', render: ({ attributes }) => String(attributes.mobilePhone ?? ''), from: 'md' },
  { title: 'City', render: ({ attributes }) => String(attributes.city ?? ''), from: 'lg' },
  { title: 'Type', render: ({ contactType }) => contactType, from: 'lg' },
  {
    title: 'State',
    render: ({ approved }) =>
      approved ? (
        <StateBadge tone="good">Approved</StateBadge>
      ) : (
        <StateBadge tone="warning">Unapproved</StateBadge>
      ),
    from: 'md',
  },
  { title: 'Changed', render: ({ updatedAt }) => <Time at={updatedAt} />, align: 'right' },
]

export function ContactsPage() {
  const { search, type, approved } = route.useSearch()
  const navigate = route.useNavigate()
  const query = {
    ...(search !== undefined && { search }),
    ...(type !== undefined && { contactType: type }),
    ...(approved !== undefined && { approved: approved === 'yes' }),
  }
  const contacts = usePages('listContacts', { query }, { keepsPrevious: true })
  useLive(['contact.*'], ['listContacts'])
  const isNarrowed = Object.keys(query).length > 0
  return (
    <>
      <PageHeader title="Contacts" about="Everyone your company knows, and how to find them." />
      <Section flush>
        <FilterBar
          search={{
            label: 'Name, e-mail, phone, number …',
            value: search ?? '',
            onChange: words => navigate({ search: before => ({ ...before, search: words }), replace: true }),
          }}
        >
          <Select
            aria-label="Approved"
            placeholder="Approved or not"
            clearable
            clearButtonProps={{ 'aria-label': 'Approved or not' }}
            data={[
              { value: 'yes', label: 'Approved' },
              { value: 'no', label: 'Unapproved' },
            ]}
            value={approved ?? null}
            onChange={value =>
              navigate({ search: before => ({ ...before, approved: value as 'yes' | 'no' }), replace: true })
            }
            w={170}
          />
        </FilterBar>
        <DataTable
          label="Contacts"
          columns={columns}
          rows={contacts.items}
          keyOf={({ id }) => id}
          href={({ id }) => `/contacts/${id}`}
          isPending={contacts.isPending}
          error={contacts.error}
          onRetry={() => contacts.refetch()}
          more={contacts}
          empty={
            <EmptyState icon={IconUsers} title={isNarrowed ? 'Nobody fits' : 'No contacts yet'}>
              {isNarrowed
                ? 'Search for the beginning of a name, an e-mail address or a number, or narrow less.'
                : 'Contacts come in by the API, from your shop or your till, or by a file.'}
            </EmptyState>
          }
        />
      </Section>
    </>
  )
}
