import { Grid, SimpleGrid, Stack, Text } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { Count, plural, share } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { useLive } from '../../live/facts.ts'
import { useMe } from '../../session/session.tsx'
import { Attention } from './Attention.tsx'
import { Happening } from './Happening.tsx'
import { Movements } from './Movements.tsx'
import { WebhookHealth } from './WebhookHealth.tsx'

const IntakeChart = lazy(async () => ({ default: (await import('./IntakeChart.tsx')).IntakeChart }))

type Overview = Answer<'getOverview'>

/** How it goes: what comes in and goes out, what is refused, what needs somebody. */
export function HomePage() {
  const { tenant } = useMe()
  const { data, error, refetch } = useAnswer('getOverview', {}, { refetchMs: 15_000 })
  useLive(['interaction.*', 'message.*', 'segment.*', 'webhook.*'], ['getOverview'])
  return (
    <>
      <PageHeader title="Home" about={`How ${tenant.name} is doing.`} />
      {error && !data ? (
        <ErrorState error={error} onRetry={refetch} />
      ) : (
        <Stack gap="lg">
          <Figures overview={data} />
          <Grid gap="lg">
            <Grid.Col span={{ base: 12, lg: 8 }}>
              <Stack gap="lg">
                <Section title="Intake" about="Interactions by the minute, in the last hour.">
                  <div style={{ height: 240 }}>
                    <Suspense>{data && <IntakeChart minutes={data.intake.minutes} />}</Suspense>
                  </div>
                </Section>
                <Attention items={data?.attention} />
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, lg: 4 }}>
              <Stack gap="lg">
                <Happening />
                {data && data.segments.length > 0 && <Movements segments={data.segments} />}
                {data && data.webhooks.length > 0 && <WebhookHealth webhooks={data.webhooks} />}
              </Stack>
            </Grid.Col>
          </Grid>
        </Stack>
      )}
    </>
  )
}

function Figures({ overview }: { readonly overview: Overview | undefined }) {
  const { intake, sends, webhooks } = overview ?? {}
  const minute = intake?.minutes.at(-2)
  const sent = sends?.reduce((sum, { count }) => sum + count, 0)
  const told = sends?.filter(({ count }) => count > 0) ?? []
  const troubled = webhooks?.filter(({ state }) => state !== 'enabled').length
  return (
    <SimpleGrid cols={{ base: 2, lg: 4 }}>
      <Stat
        label="Interactions in an hour"
        value={intake && <Count of={intake.accepted} />}
        note={minute && `${plural(minute.accepted, 'interaction')} in the last full minute`}
      />
      <Stat
        label="Rejected"
        value={intake && share(intake.rejected, intake.accepted + intake.rejected)}
        note={intake && `${plural(intake.rejected, 'interaction')} in an hour`}
      />
      <Stat
        label="Messages in a day"
        value={sent === undefined ? undefined : <Count of={sent} />}
        note={
          <Text span inherit>
            {told.map(({ state, count }) => `${count} ${state}`).join(', ') || 'None was sent'}
          </Text>
        }
      />
      <Stat
        label="Webhooks in trouble"
        value={troubled === undefined ? undefined : <Count of={troubled} />}
        note={webhooks && `of ${plural(webhooks.length, 'webhook')}`}
      />
    </SimpleGrid>
  )
}
