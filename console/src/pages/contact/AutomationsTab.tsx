import { Button, List, Modal, Stack, Text } from '@mantine/core'
import { IconBinaryTree } from '@tabler/icons-react'
import { useState } from 'react'
import type { Answer } from '../../api/ask.ts'
import { useAnswer, usePages } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { DataTable } from '../../kit/DataTable.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { RowButton } from '../../kit/RowButton.tsx'
import { Section } from '../../kit/Section.tsx'
import { StateBadge } from '../../kit/StateBadge.tsx'
import { Time } from '../../kit/Time.tsx'
import { useLive } from '../../live/facts.ts'

type Run = Answer<'listContactRuns'>['items'][number]

/** Where the contact is in which automation, and why, or why not. */
export function AutomationsTab({ contact }: { readonly contact: Contact }) {
  const [asked, setAsked] = useState<string>()
  const runs = usePages('listContactRuns', { params: { contactId: contact.id }, query: {} })
  const { data: automations } = useAnswer('listAutomations', { query: { limit: 200 } })
  useLive(['*'], ['listContactRuns'], contact.id)
  const all = automations?.items ?? []
  const nameOf = (id: string) => all.find(each => each.id === id)?.name ?? id.slice(0, 8)
  const entered = new Set(runs.items.map(({ automationId }) => automationId))
  const others = all.filter(({ id, state }) => state === 'running' && !entered.has(id))
  return (
    <>
      <Section flush title="Runs">
        <DataTable<Run>
          label="Runs"
          columns={[
            {
              title: 'Automation',
              render: ({ automationId, branch }) => (
                <RowButton onClick={() => setAsked(automationId)}>
                  {nameOf(automationId)}
                  {branch > 0 && `, branch ${branch}`}
                </RowButton>
              ),
            },
            {
              title: 'State',
              render: ({ state }) => (
                <StateBadge tone={state === 'waiting' ? 'busy' : 'neutral'}>{state}</StateBadge>
              ),
            },
            {
              title: 'At',
              render: ({ step, reason }) => (reason === 'branches' ? reason : (step ?? reason)),
              from: 'sm',
            },
            { title: 'Goes on', render: ({ dueAt }) => <Time at={dueAt} />, from: 'md' },
            { title: 'Began', render: ({ startedAt }) => <Time at={startedAt} />, align: 'right' },
          ]}
          rows={runs.items}
          keyOf={({ id }) => id}
          isPending={runs.isPending}
          error={runs.error}
          onRetry={() => runs.refetch()}
          more={runs}
          empty={
            <EmptyState icon={IconBinaryTree} title="In no automation">
              A contact enters when something happens that an automation waits for.
            </EmptyState>
          }
        />
      </Section>
      {others.length > 0 && (
        <Section title="Not entered" about="Running automations that this contact is not in.">
          <Stack gap="xs" align="flex-start">
            {others.map(({ id, name }) => (
              <Button key={id} variant="subtle" size="compact-sm" onClick={() => setAsked(id)}>
                Why not “{name}”?
              </Button>
            ))}
          </Stack>
        </Section>
      )}
      <Modal
        opened={asked !== undefined}
        onClose={() => setAsked(undefined)}
        title={asked && nameOf(asked)}
        size="lg"
      >
        {asked && <Why automationId={asked} contactId={contact.id} />}
      </Modal>
    </>
  )
}

function Why({ automationId, contactId }: { readonly automationId: string; readonly contactId: string }) {
  const { data, error, refetch } = useAnswer('explainContact', { params: { automationId, contactId } })
  if (error) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <PageLoading />
  const [latest] = data.runs
  const ways = (latest ? [latest, ...latest.branches] : []).filter(({ history }) => history.length > 0)
  return (
    <Stack>
      <List size="sm" spacing="xs">
        {data.says.map(sentence => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <TextLink
        to="/automations/$automationId"
        params={{ automationId }}
        search={{ tab: 'runs', contact: contactId }}
      >
        See it on the canvas
      </TextLink>
      {ways.map(({ id, history }) => (
        <List key={id} size="sm" type="ordered">
          {history.map(({ step, kind, outcome, detail, at }) => (
            <List.Item key={`${step} ${at}`}>
              <b>{step}</b> ({kind}): {outcome}
              {detail && `, ${detail}`}{' '}
              <Text span size="xs" c="dimmed">
                <Time at={at} form="short" />
              </Text>
            </List.Item>
          ))}
        </List>
      ))}
    </Stack>
  )
}
