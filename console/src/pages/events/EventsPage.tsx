import { Tabs } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { TabBar } from '../../kit/TabBar.tsx'
import { Catalogue } from './Catalogue.tsx'
import { LiveTail } from './LiveTail.tsx'

const route = getRouteApi('/shell/events')

/** Every fact that can happen, and those that do at this moment. */
export function EventsPage() {
  const { tab = 'catalogue' } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <>
      <PageHeader
        title="Events"
        about="Whatever happens is a fact in the log. The timeline, automations, segments and webhooks follow from it."
      />
      <Tabs
        value={tab}
        onChange={next => navigate({ search: next === 'live' ? { tab: 'live' } : {} })}
        keepMounted={false}
      >
        <TabBar chosen={tab}>
          <Tabs.Tab value="catalogue">Catalogue</Tabs.Tab>
          <Tabs.Tab value="live">As it happens</Tabs.Tab>
        </TabBar>
        <Tabs.Panel value="catalogue">
          <Catalogue />
        </Tabs.Panel>
        <Tabs.Panel value="live">
          <LiveTail />
        </Tabs.Panel>
      </Tabs>
    </>
  )
}
