import { Grid, SimpleGrid, Stack } from '@mantine/core'
import { useQueries } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { askWith } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { Count, plural, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { useLive } from '../../live/facts.ts'
import { useMay, useMe } from '../../session/session.tsx'
import { Attention } from './Attention.tsx'
import { byDay } from './days.ts'
import { Happening } from './Happening.tsx'

const IntakeChart = lazy(async () => ({ default: (await import('./IntakeChart.tsx')).IntakeChart }))

/** How it goes: what comes in, what is refused, what needs somebody. */
export function HomePage() {
  const { tenant } = useMe()
  const may = useMay()
  const counters = useCounters()
  const automations = useAnswer(
    'listAutomations',
    { query: { limit: 200 } },
    { enabled: may('automations:read') },
  )
  const webhooks = useAnswer('listWebhooks', { query: { limit: 200 } }, { enabled: may('webhooks:read') })
  useLive(['interaction.*', 'schema.*'], ['getSchemaCounters', 'listSchemas'])
  const days = counters && byDay(counters)
  const accepted = days?.reduce((sum, day) => sum + day.accepted, 0)
  const rejected = days?.reduce((sum, day) => sum + day.rejected, 0)
  const today = days?.at(-1)
  const running = automations.data?.items.filter(({ state }) => state === 'running').length
  const failing = webhooks.data?.items.filter(
    ({ failingSince, disabledAt }) => failingSince || disabledAt,
  ).length
  return (
    <>
      <PageHeader title="Home" about={`How ${tenant.name} is doing.`} />
      <Stack gap="lg">
        <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }}>
          <Stat
            label="Interactions in 30 days"
            value={accepted === undefined ? undefined : <Count of={accepted} />}
            note={today && `${plural(today.accepted, 'interaction')} today`}
          />
          <Stat
            label="Rejected"
            value={
              accepted === undefined || rejected === undefined
                ? undefined
                : share(rejected, accepted + rejected)
            }
            note={rejected !== undefined && `${plural(rejected, 'interaction')} in 30 days`}
          />
          {may('automations:read') && (
            <Stat
              label="Automations running"
              value={running === undefined ? undefined : <Count of={running} />}
              note={automations.data && `of ${plural(automations.data.items.length, 'automation')}`}
            />
          )}
          {may('webhooks:read') && (
            <Stat
              label="Webhooks in trouble"
              value={failing === undefined ? undefined : <Count of={failing} />}
              note={webhooks.data && `of ${plural(webhooks.data.items.length, 'webhook')}`}
            />
          )}
        </SimpleGrid>
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, lg: 8 }}>
            <Stack gap="lg">
              <Section title="Intake" about="Interactions by day, accepted and rejected.">
                <div style={{ height: 260 }}>
                  <Suspense>{days && <IntakeChart days={days} />}</Suspense>
                </div>
              </Section>
              <Attention webhooks={webhooks.data?.items ?? []} />
            </Stack>
          </Grid.Col>
          <Grid.Col span={{ base: 12, lg: 4 }}>
            <Happening />
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  )
}

/** Of every schema; undefined until all are known. */
function useCounters() {
  const enabled = useMay()('schemas:read')
  const { data } = useAnswer('listSchemas', { query: { limit: 200 } }, { enabled })
  const ids = data?.items.map(({ id }) => id) ?? []
  const answers = useQueries({
    queries: ids.map(schemaId => {
      const input = { params: { schemaId }, query: {} }
      return {
        queryKey: ['getSchemaCounters', input],
        queryFn: ({ signal }: { signal: AbortSignal }) => askWith('getSchemaCounters', input, signal),
      }
    }),
  })
  if (!data) return undefined
  const known = answers.flatMap(({ data: counters }) => (counters ? [counters] : []))
  return known.length === ids.length ? known : undefined
}
