import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { useMay } from '../../session/session.tsx'
import { NotAllowedPage } from '../../shell/NotAllowedPage.tsx'
import { NotFoundPage } from '../../shell/NotFoundPage.tsx'
import { type SectionName, sections } from './sections.ts'

const route = getRouteApi('/shell/settings/$section')

const contents: Readonly<Record<SectionName, ComponentType>> = {
  company: lazy(async () => ({ default: (await import('./CompanySection.tsx')).CompanySection })),
  people: lazy(async () => ({ default: (await import('./PeopleSection.tsx')).PeopleSection })),
  'contact-types': lazy(async () => ({
    default: (await import('./ContactTypesSection.tsx')).ContactTypesSection,
  })),
  consents: lazy(async () => ({ default: (await import('./ConsentsSection.tsx')).ConsentsSection })),
  channels: lazy(async () => ({ default: (await import('./ChannelsSection.tsx')).ChannelsSection })),
  versions: lazy(async () => ({ default: (await import('./VersionsSection.tsx')).VersionsSection })),
  retention: lazy(async () => ({ default: (await import('./RetentionSection.tsx')).RetentionSection })),
  audit: lazy(async () => ({ default: (await import('./AuditSection.tsx')).AuditSection })),
}

/** What the company decides about its own server. */
export function SettingsPage() {
  const { section } = route.useParams()
  const navigate = route.useNavigate()
  const may = useMay()
  const here = sections.find(each => each.section === section)
  if (!here) return <NotFoundPage />
  if (!may(here.scope)) return <NotAllowedPage scope={here.scope} />
  const shown = sections.filter(({ scope }) => may(scope))
  const Content = contents[here.section]
  return (
    <>
      <PageHeader title="Settings" about="What this company decides about its own server." />
      <Tabs value={here.section} onChange={next => next && navigate({ params: { section: next } })}>
        <TabBar chosen={here.section} label="Settings">
          {shown.map(({ section: value, title }) => (
            <Tabs.Tab key={value} value={value}>
              {title}
            </Tabs.Tab>
          ))}
        </TabBar>
        <Tabs.Panel value={here.section}>
          <Suspense fallback={<PageLoading />}>
            <Content />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
