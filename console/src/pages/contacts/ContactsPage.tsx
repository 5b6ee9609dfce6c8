import { Button, NativeSelect } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconDownload, IconUpload, IconUsers } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import { DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { ButtonLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { SegmentField } from '../../kit/rule/SegmentField.tsx'
import { Section } from '../../kit/Section.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { ColumnsMenu } from './ColumnsMenu.tsx'
import { columnsOf } from './contact-columns.tsx'
import { type ContactsSearch, chosenColumns, filterOf, type Sort } from './contacts-search.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { ViewsMenu } from './ViewsMenu.tsx'

const route = getRouteApi('/shell/contacts')

const orders: readonly { readonly value: Sort | ''; readonly label: string }[] = [
  { value: '', label: 'Newest first' },
  { value: 'createdAt', label: 'Oldest first' },
  { value: '-updatedAt', label: 'Changed last' },
  { value: 'firstName', label: 'First name' },
  { value: 'lastName', label: 'Last name' },
  { value: 'email', label: 'E-mail' },
]

/** Everyone, found by anything, under a view of one's own. */
export function ContactsPage() {
  const given = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const [isExporting, { open: openExport, close: closeExport }] = useDisclosure()
  const filter = filterOf(given)
  const query = { ...filter, ...(given.sort && { sort: given.sort }) }
  const contacts = usePages('listContacts', { query }, { keepsPrevious: true })
  useLive(['contact.*'], ['listContacts'])
  const isNarrowed = Object.keys(filter).length > 0

  const change = (
    changes: { readonly [Name in keyof ContactsSearch]: ContactsSearch[Name] | '' | undefined },
  ) =>
    navigate({
      search: before => ({ ...before, ...changes }) as ContactsSearch,
      replace: true,
      resetScroll: false,
    })

  return (
    <>
      <PageHeader
        title="Contacts"
        about="Everyone your company knows, and how to find them."
        actions={
          <>
            {may('exports:write') && (
              <Button
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                onClick={openExport}
              >
                Export
              </Button>
            )}
            {may('contacts:write') && (
              <ButtonLink to="/contacts/import" leftSection={<IconUpload size={16} aria-hidden />}>
                Import
              </ButtonLink>
            )}
          </>
        }
      />
      <Section flush>
        <FilterBar
          search={{
            label: 'Name, e-mail, phone …',
            value: given.search ?? '',
            onChange: search => change({ search }),
          }}
        >
          <NativeSelect
            aria-label="Approved or not"
            value={given.approved ?? ''}
            onChange={event => change({ approved: event.currentTarget.value as 'yes' | 'no' | '' })}
            data={[
              { value: '', label: 'Any state' },
              { value: 'yes', label: 'Approved' },
              { value: 'no', label: 'Unapproved' },
            ]}
          />
          {may('segments:read') && (
            <SegmentField ofFilter value={given.segment ?? ''} onChange={segment => change({ segment })} />
          )}
          <NativeSelect
            aria-label="Order"
            value={given.sort ?? ''}
            onChange={event => change({ sort: event.currentTarget.value as Sort | '' })}
            data={orders}
          />
          <ColumnsMenu
            chosen={chosenColumns(given)}
            onChange={columns => change({ columns: columns.join(',') })}
          />
          <ViewsMenu present={given} onChoose={search => navigate({ search, replace: true })} />
        </FilterBar>
        <DataTable
          label="Contacts"
          columns={columnsOf(chosenColumns(given))}
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
                : 'Contacts come in by the API, from your shop or your till, or by a file: Import.'}
            </EmptyState>
          }
        />
      </Section>
      <ExportDialog
        isOpen={isExporting}
        onClose={closeExport}
        filter={filter}
        columns={chosenColumns(given)}
      />
    </>
  )
}
