import { Box, Group, Select, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconBinaryTree, IconPencilPlus } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { ButtonLink, HrefLink } from '../../kit/links.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay } from '../../session/session.tsx'
import { type Automation, AutomationState, stateWords } from './automation-state.tsx'
import classes from './automations.module.css'
import { entryInWords } from './entry-words.ts'
import type { Definition } from './model/definition.ts'
import { starters } from './starters.ts'
import { useWorld } from './use-world.ts'

const route = getRouteApi('/shell/automations')

export function AutomationsPage() {
  const { search = '', state } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay()('automations:write')
  const query = { query: { limit: 100, ...(search !== '' && { search }), ...(state && { state }) } }
  const automations = usePages('listAutomations', query, { keepsPrevious: true })
  const world = useWorld(automations.items.map(entryOf))
  const figures = usePages('listAutomationFigures', query, { keepsPrevious: true })
  useLive(['automation.*'], ['listAutomations', 'listAutomationFigures'])
  const more = {
    ...automations,
    fetchNextPage: () => Promise.all([automations.fetchNextPage(), figures.fetchNextPage()]),
  }
  const figuresOf = ({ id }: Automation) => figures.items.find(each => each.automationId === id)
  const columns: readonly Column<Automation>[] = [
    {
      title: 'Name',
      render: automation => (
        <>
          {automation.name}
          <Text size="xs" c="dimmed" fw={400} lineClamp={2}>
            {entryInWords(entryOf(automation), world)}
          </Text>
        </>
      ),
    },
    { title: 'State', render: automation => <AutomationState state={automation.state} /> },
    {
      title: 'On their way',
      render: automation => <Count of={figuresOf(automation)?.waiting} />,
      align: 'right',
      from: 'sm',
    },
    {
      title: 'Entered',
      render: automation => <Count of={figuresOf(automation)?.entered} />,
      align: 'right',
      from: 'sm',
    },
    {
      title: 'Ended',
      render: automation => {
        const own = figuresOf(automation)
        return <Count of={own && own.entered - own.waiting} />
      },
      align: 'right',
      from: 'md',
    },
    {
      title: 'Last error',
      render: automation => {
        const own = figuresOf(automation)
        if (!own || own.failing === 0) return '–'
        return (
          <Group gap={6} wrap="nowrap">
            <StateBadge tone="bad">{`${own.failing} failing`}</StateBadge>
            <Text size="xs" lineClamp={2}>
              {own.lastError}
            </Text>
          </Group>
        )
      },
      from: 'md',
    },
    {
      title: 'Changed',
      render: ({ updatedAt }) => <Time at={updatedAt} isPast />,
      align: 'right',
      from: 'lg',
    },
  ]
  const isNarrowed = search !== '' || state !== undefined
  const isEmpty = !automations.isPending && automations.items.length === 0 && !isNarrowed
  return (
    <>
      <PageHeader
        title="Automations"
        about="What is to follow when something happens: waits, decisions and messages, step by step, for each contact."
        actions={mayWrite && !isEmpty && <ButtonLink to="/automations/new">New automation</ButtonLink>}
      />
      <Stack gap="lg">
        <Section flush>
          {!isEmpty && (
            <FilterBar
              search={{
                label: 'Search automations',
                value: search,
                onChange: next =>
                  navigate({ search: before => ({ ...before, search: next || undefined }), replace: true }),
              }}
            >
              <Select
                aria-label="State"
                placeholder="Any state"
                clearable
                w={160}
                data={[
                  ...Object.entries(stateWords).map(([value, label]) => ({ value, label })),
                  { value: 'failing', label: 'Failing' },
                ]}
                value={state ?? null}
                onChange={next =>
                  navigate({ search: before => ({ ...before, state: (next ?? undefined) as typeof state }) })
                }
              />
            </FilterBar>
          )}
          <DataTable
            label="Automations"
            columns={columns}
            rows={automations.items}
            keyOf={({ id }) => id}
            href={({ id }) => `/automations/${id}`}
            isPending={automations.isPending}
            error={automations.error}
            onRetry={() => automations.refetch()}
            more={more}
            empty={
              <EmptyState
                icon={IconBinaryTree}
                title={isNarrowed ? 'None of that kind' : 'No automations yet'}
                action={
                  mayWrite && !isNarrowed && <ButtonLink to="/automations/new">New automation</ButtonLink>
                }
              >
                {isNarrowed
                  ? 'Others are there: search for something else, or choose another state.'
                  : 'Draw what is to follow when something happens, try it with one contact, then start it.'}
              </EmptyState>
            }
          />
        </Section>
        {mayWrite && !automations.isPending && <Starters />}
      </Stack>
    </>
  )
}

const entryOf = ({ definition }: Automation) => (definition as unknown as Definition).entry

/** From scratch, or from one that others have, too. */
function Starters() {
  const ways = [
    {
      href: '/automations/new?starter=blank',
      icon: IconPencilPlus,
      name: 'From scratch',
      description: 'An empty canvas: first what lets contacts enter, then step by step.',
    },
    ...starters.map(({ id, icon, draft: { name, description } }) => ({
      href: `/automations/new?starter=${id}`,
      icon,
      name,
      description,
    })),
  ]
  return (
    <Section title="Begin with" about="Nothing happens before it is started.">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 5 }} mt="sm">
        {ways.map(({ href, icon: Sign, name, description }) => (
          <HrefLink key={href} href={href} className={classes.starter}>
            <Sign size={22} stroke={1.6} aria-hidden />
            <Box>
              <Text fw={600} size="sm">
                {name}
              </Text>
              <Text size="sm" c="dimmed">
                {description}
              </Text>
            </Box>
          </HrefLink>
        ))}
      </SimpleGrid>
    </Section>
  )
}
