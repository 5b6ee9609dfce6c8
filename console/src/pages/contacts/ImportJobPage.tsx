import { Button, Group, Progress, SimpleGrid, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Answer } from '../../api/ask.ts'
import { addressOf } from '../../api/ask.ts'
import { useAnswer, useDeed, usePages } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { ButtonLink, TextLink } from '../../kit/links.tsx'
import { Count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Stat } from '../../kit/Stat.tsx'
import { Time } from '../../kit/Time.tsx'
import { UnreadPage } from '../../kit/UnreadPage.tsx'
import { ImportState, isOver } from './ImportState.tsx'

const route = getRouteApi('/shell/contacts/imports/$importId')

type Refusal = Answer<'listImportErrors'>['items'][number]

const columns: readonly Column<Refusal>[] = [
  { title: 'Line', render: ({ line }) => <span style={{ whiteSpace: 'nowrap' }}>{line}</span>, width: 80 },
  {
    title: 'What is wrong',
    render: ({ detail, errors }) =>
      errors.length === 0 ? detail : errors.map(each => `${each.field} ${each.detail}`).join('; '),
  },
  { title: 'Row', render: ({ cells }) => <bdi>{cells.join(' · ')}</bdi>, from: 'md' },
]

/** One import: how far it is, and what was refused. It goes on when one leaves, and through a restart of the server. */
export function ImportJobPage() {
  const { importId } = route.useParams()
  const params = { importId }
  const {
    data: job,
    error,
    refetch,
  } = useAnswer('getImport', { params }, { refetchMs: 1000, isSettled: isOver })
  const refused = usePages('listImportErrors', { params, query: {} })
  const { refetch: lookAgain } = refused
  const refusals = job?.failed
  // biome-ignore lint/correctness/useExhaustiveDependencies: which rows were refused is asked when more were.
  useEffect(() => {
    if (refusals) lookAgain()
  }, [refusals])
  const cancel = useDeed('cancelImport', { changes: ['getImport'], done: 'Cancelled' })
  if (!job)
    return (
      <UnreadPage
        title="Import"
        back={<TextLink to="/contacts/import">Import contacts</TextLink>}
        error={error}
        onRetry={refetch}
      />
    )
  const { fileName, dryRun, total, succeeded, failed, createdAt } = job
  const done = succeeded + failed
  return (
    <>
      <PageHeader
        title={fileName}
        back={<TextLink to="/contacts/import">Import contacts</TextLink>}
        beside={<ImportState job={job} />}
        about={
          <>
            {dryRun ? 'A try: every row is checked and nothing is written.' : 'Rows become contacts.'} Begun{' '}
            <Time at={createdAt} />.
          </>
        }
        actions={
          isOver(job) ? (
            <ButtonLink to="/contacts/import">
              {dryRun ? 'Import for real' : 'Import another file'}
            </ButtonLink>
          ) : (
            <ConfirmButton
              question="Cancel the import?"
              consequence="Rows that were done stay done. The others are left."
              deed="Cancel the import"
              onConfirm={() => cancel.mutateAsync({ params })}
            >
              Cancel
            </ConfirmButton>
          )
        }
      />
      <Stack gap="lg">
        {error && !isOver(job) && <ErrorState error={error} />}
        <Progress.Root size="lg">
          <Progress.Section
            value={isOver(job) ? 100 : (100 * done) / Math.max(1, total)}
            aria-label="Rows done"
          />
        </Progress.Root>
        <SimpleGrid cols={3} spacing={{ base: 'xs', sm: 'md' }}>
          <Stat label="Rows" value={<Count of={total} />} />
          <Stat label={dryRun ? 'Would be taken' : 'Taken'} value={<Count of={succeeded} />} />
          <Stat label={dryRun ? 'Would be refused' : 'Refused'} value={<Count of={failed} />} />
        </SimpleGrid>
        <Section
          title="Refused rows"
          flush
          actions={
            failed > 0 && (
              <Button
                component="a"
                variant="default"
                size="xs"
                href={addressOf('getImportErrorFile', { params }).path}
                download
                leftSection={<IconDownload size={15} aria-hidden />}
              >
                As a file
              </Button>
            )
          }
        >
          <DataTable
            label="Refused rows"
            columns={columns}
            rows={refused.items}
            keyOf={({ line }) => String(line)}
            isPending={refused.isPending || (failed > 0 && refused.items.length === 0)}
            error={refused.error}
            onRetry={() => refused.refetch()}
            more={refused}
            empty={
              <EmptyState icon={IconCircleCheck} title={isOver(job) ? 'Every row is fine' : 'None so far'} />
            }
          />
        </Section>
        {failed > 0 && (
          <Group>
            <Text size="sm" c="dimmed">
              Mend these rows in the file that you download here, and import that.
            </Text>
          </Group>
        )}
      </Stack>
    </>
  )
}
