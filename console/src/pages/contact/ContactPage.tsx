import { Alert, Grid, Stack, Tabs } from '@mantine/core'
import { IconArrowMerge, IconUserOff } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { isProblem, type Problem } from '../../api/problem.ts'
import { useAnswer } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { CopyIcon } from '../../kit/CodeBlock.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { useLive } from '../../live/facts.ts'
import { NotAllowed } from '../../session/NotAllowed.tsx'
import { useMay } from '../../session/session.tsx'
import { nameOf } from '../contacts/contact-name.ts'
import { ContactAside } from './ContactAside.tsx'
import type { Tab } from './contact-search.ts'
import { OverviewTab } from './OverviewTab.tsx'
import { TimelineTab } from './TimelineTab.tsx'

const route = getRouteApi('/shell/contacts/$contactId')

const InteractionsTab = lazy(async () => ({
  default: (await import('./InteractionsTab.tsx')).InteractionsTab,
}))
const MessagesTab = lazy(async () => ({ default: (await import('./MessagesTab.tsx')).MessagesTab }))
const PurchasesTab = lazy(async () => ({ default: (await import('./PurchasesTab.tsx')).PurchasesTab }))
const SurveysTab = lazy(async () => ({ default: (await import('./SurveysTab.tsx')).SurveysTab }))
const AutomationsTab = lazy(async () => ({ default: (await import('./AutomationsTab.tsx')).AutomationsTab }))
const ChangesTab = lazy(async () => ({ default: (await import('./ChangesTab.tsx')).ChangesTab }))
const DataTab = lazy(async () => ({ default: (await import('./DataTab.tsx')).DataTab }))

interface TabOf {
  readonly tab: Tab
  readonly title: string
  readonly scope: string
  readonly Content: (props: { readonly contact: Contact }) => React.ReactNode
}

const tabsInOrder: readonly TabOf[] = [
  { tab: 'overview', title: 'Overview', scope: 'contacts:read', Content: OverviewTab },
  { tab: 'timeline', title: 'Timeline', scope: 'timeline:read', Content: TimelineTab },
  {
    tab: 'interactions',
    title: 'Interactions',
    scope: 'interactions:read',
    Content: p => <InteractionsTab {...p} />,
  },
  { tab: 'messages', title: 'Messages', scope: 'messages:read', Content: p => <MessagesTab {...p} /> },
  { tab: 'purchases', title: 'Purchases', scope: 'purchases:read', Content: p => <PurchasesTab {...p} /> },
  { tab: 'surveys', title: 'Surveys', scope: 'timeline:read', Content: p => <SurveysTab {...p} /> },
  {
    tab: 'automations',
    title: 'Automations',
    scope: 'automations:read',
    Content: p => <AutomationsTab {...p} />,
  },
  { tab: 'changes', title: 'Changes', scope: 'timeline:read', Content: p => <ChangesTab {...p} /> },
  { tab: 'data', title: 'Data', scope: 'exports:read', Content: p => <DataTab {...p} /> },
]

/** Everything that is known of one contact. */
export function ContactPage() {
  const { contactId } = route.useParams()
  const { tab = 'overview' } = route.useSearch()
  const navigate = route.useNavigate()
  const may = useMay()
  const { data: contact, error, refetch } = useAnswer('getContact', { params: { contactId } })
  useLive(['contact.*'], ['getContact'], contactId)

  if (!contact) {
    if (isGone(error)) return <Gone problem={error} />
    return (
      <UnreadPage
        title="Contact"
        back={<TextLink to="/contacts">Contacts</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  }
  const shown = tabsInOrder.filter(({ scope }) => may(scope))
  const lacking = tabsInOrder.find(({ tab: each, scope }) => each === tab && !may(scope))?.scope
  return (
    <>
      <PageHeader
        title={nameOf(contact)}
        back={<TextLink to="/contacts">Contacts</TextLink>}
        beside={
          <>
            {contact.approved ? (
              <StateBadge tone="good">Approved</StateBadge>
            ) : (
              <StateBadge tone="warning">Unapproved</StateBadge>
            )}
            <CopyIcon value={contact.id} label="Copy the id" />
          </>
        }
        actions={
          may('contacts:write') && (
            <ButtonLink
              to="/contacts/$contactId/merge"
              params={{ contactId }}
              variant="default"
              leftSection={<IconArrowMerge size={16} aria-hidden />}
            >
              Merge
            </ButtonLink>
          )
        }
        about={
          <>
            {contact.contactType}, known since <Time at={contact.createdAt} form="short" />, changed{' '}
            <Time at={contact.updatedAt} />
          </>
        }
      />
      {isGone(error) && (
        <Alert color="red" mb="md" title="This contact is gone">
          What you see is what was known before.
        </Alert>
      )}
      <Tabs
        value={tab}
        onChange={next => navigate({ search: { ...(next !== 'overview' && { tab: next as Tab }) } })}
        keepMounted={false}
      >
        <TabBar chosen={tab}>
          {shown.map(({ tab: value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </TabBar>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 4, xl: 3 }} {...(tab !== 'overview' && { visibleFrom: 'md' })}>
            <ContactAside contact={contact} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 8, xl: 9 }}>
            {lacking && <NotAllowed scope={lacking} />}
            {shown.map(({ tab: value, Content }) => (
              <Tabs.Panel key={value} value={value}>
                <Suspense fallback={<PageLoading />}>
                  <Stack>
                    <Content contact={contact} />
                  </Stack>
                </Suspense>
              </Tabs.Panel>
            ))}
          </Grid.Col>
        </Grid>
      </Tabs>
    </>
  )
}

const isGone = (error: Error | null): error is Problem =>
  ['contact-not-found', 'contact-merged', 'contact-id-invalid'].some(code => isProblem(error, code))

/** Deleted, merged into another one, or never there. */
function Gone({ problem }: { readonly problem: Problem }) {
  const heir = problem.data.heir ?? problem.data.mergedInto
  return (
    <>
      <PageHeader title="No such contact" back={<TextLink to="/contacts">Contacts</TextLink>} />
      <EmptyState
        icon={IconUserOff}
        title={heir ? 'This contact is part of another one now' : 'There is no contact at this address'}
        action={
          typeof heir === 'string' ? (
            <ButtonLink to="/contacts/$contactId" params={{ contactId: heir }} size="sm">
              Go to the contact
            </ButtonLink>
          ) : (
            <ButtonLink to="/contacts" variant="default" size="sm">
              Find another one
            </ButtonLink>
          )
        }
      >
        {heir ? 'They were merged.' : 'It may have been erased, or the link is not right.'}
      </EmptyState>
    </>
  )
}
