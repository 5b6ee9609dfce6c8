import { Button, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBolt, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { type Column, DataTable } from '../../kit/DataTable.tsx'
import { DoubleNotice } from '../../kit/DoubleNotice.tsx'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { count } from '../../kit/numbers.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay, useMe } from '../../session/session.tsx'
import { aboutWords, actionWords, type Rule, timesWords } from './fault-words.ts'
import { NewRule } from './NewRule.tsx'
import { Presets } from './Presets.tsx'
import type { RuleValues } from './rule-values.ts'
import { StruckLately } from './StruckLately.tsx'

/** Bad days on demand: which requests are refused, slowed, cut or lost, so that clients can be tried against them. */
export function FaultsPage() {
  const { tenant } = useMe()
  const may = useMay()
  const [isMaking, { open, close }] = useDisclosure()
  const [begin, setBegin] = useState<Partial<RuleValues>>({})
  const rules = useAnswer('listFaultRules', {}, { refetchMs: 3000 })
  const remove = useDeed('deleteFaultRule', { changes: ['listFaultRules'], done: 'Fault rule removed' })
  const clear = useDeed('clearFaultRules', { changes: ['listFaultRules'], done: 'All fault rules removed' })
  const isChangeable = may('faults:write') && !tenant.production
  const items = rules.data?.items ?? []

  function make(values: Partial<RuleValues>) {
    setBegin(values)
    open()
  }

  const columns: readonly Column<Rule>[] = [
    { title: 'Does', render: rule => actionWords(rule) },
    { title: 'To', render: rule => aboutWords(rule), from: 'sm' },
    { title: 'How often', render: rule => timesWords(rule), from: 'md' },
    {
      title: 'Struck',
      render: ({ struck, fitted }) => `${count(struck)} of ${count(fitted)}`,
      align: 'right',
    },
    {
      title: 'Requests',
      render: ({ id }) => (
        <TextLink to="/developers/requests" search={{ fault: id }}>
          see them
        </TextLink>
      ),
      from: 'md',
    },
    ...(isChangeable
      ? [
          {
            title: 'Remove',
            render: ({ id }: Rule) => (
              <Button
                size="compact-sm"
                variant="subtle"
                color="red"
                aria-label={`Remove ${id}`}
                loading={remove.isPending && remove.variables.params.ruleId === id}
                onClick={() => remove.mutate({ params: { ruleId: id } })}
              >
                <IconTrash size={16} aria-hidden />
              </Button>
            ),
          },
        ]
      : []),
  ]

  return (
    <>
      <PageHeader
        title="Faults"
        about="Requests of your systems are refused, slowed, cut off or lost as you say, in the form of a real refusal."
        actions={
          isChangeable && (
            <>
              {items.length > 0 && (
                <ConfirmButton
                  color="red"
                  variant="light"
                  question="Remove all fault rules?"
                  consequence="Requests are answered as they should be from now on."
                  deed="Remove all"
                  onConfirm={() => clear.mutateAsync({})}
                >
                  Remove all
                </ConfirmButton>
              )}
              <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => make({})}>
                New fault rule
              </Button>
            </>
          )
        }
      />
      <Stack gap="lg">
        <DoubleNotice what="Nothing of it is spoilt on purpose." />
        {isChangeable && <Presets onChoose={make} />}
        <Section flush>
          <DataTable
            label="Fault rules"
            columns={columns}
            rows={items}
            keyOf={({ id }) => id}
            isPending={rules.isPending}
            error={rules.error}
            onRetry={() => rules.refetch()}
            empty={
              <EmptyState icon={IconBolt} title="Everything is answered as it should be">
                A fault rule lets you see what your integration does when this server has a bad day: whether
                it tries again, waits, or loses something.
              </EmptyState>
            }
          />
        </Section>
        {may('requests:read') && !rules.isPending && <StruckLately />}
      </Stack>
      {isMaking && <NewRule begin={begin} onClose={close} />}
    </>
  )
}
