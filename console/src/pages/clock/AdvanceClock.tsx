import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { faultOf, isProblem } from '../../api/problem.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { exactly } from '../../kit/times.ts'

const steps = [
  ['5 minutes', '5m'],
  ['1 hour', '1h'],
  ['1 day', '1d'],
  ['1 week', '1w'],
  ['1 month', 'P1M'],
] as const

const nouns = {
  deliveries: ['attempt to reach a webhook', 'attempts to reach webhooks'],
  runs: ['run of an automation that goes on', 'runs of automations that go on'],
  sends: ['message to a contact', 'messages to contacts'],
  campaigns: ['campaign that begins', 'campaigns that begin'],
  segments: ['segment that is swept or refreshed', 'segments that are swept or refreshed'],
} as const

function wordsFor({ kind, count }: { readonly kind: keyof typeof nouns; readonly count: number }): string {
  const [one, many] = nouns[kind]
  return plural(count, one, many)
}

/** Moves the clock forward, and says before what is then due. */
export function AdvanceClock({ isFrozen }: { readonly isFrozen: boolean }) {
  const [by, setBy] = useState('1d')
  const [asked] = useDebouncedValue(by.trim(), 250)
  const due = useAnswer(
    'listDue',
    { query: { by: asked } },
    { enabled: asked !== '', keepsPrevious: true, refetchMs: 5000 },
  )
  const advance = useDeed('moveClock', {
    changes: ['getClock', 'listDue'],
    done: ({ now }) => `It is ${exactly(new Date(now))}`,
    showsProblem: true,
  })
  const isWrong = isProblem(due.error, 'input-invalid') || isProblem(due.error, 'account-input-invalid')
  const waiting = due.data?.items.filter(item => item.count > 0) ?? []

  function submit(event: FormEvent) {
    event.preventDefault()
    advance.mutate({ body: { move: 'advance', by: by.trim() } })
  }

  return (
    <Section
      title="Advance"
      about={
        isFrozen
          ? 'It stands still again afterwards.'
          : 'It runs on from there. Stop it first where every second counts.'
      }
    >
      <form onSubmit={submit}>
        <Stack mt="sm">
          <Group gap="xs">
            {steps.map(([label, value]) => (
              <Button
                key={value}
                size="xs"
                variant={by === value ? 'light' : 'default'}
                aria-pressed={by === value}
                onClick={() => setBy(value)}
              >
                {label}
              </Button>
            ))}
          </Group>
          <TextInput
            label="By"
            description="A length of time: 90m, 2h30m, 30d, or as ISO 8601 has it, P1M."
            value={by}
            onChange={event => setBy(event.currentTarget.value)}
            error={isWrong ? (faultOf(due.error, 'by') ?? due.error?.message) : undefined}
            maw={320}
            required
          />
          {due.data && !isWrong && (
            <Stack gap={4} aria-live="polite">
              <Text size="sm">
                {waiting.length === 0 ? 'Nothing waits until ' : 'On the way to '}
                <b>{exactly(new Date(due.data.until))}</b>
                {waiting.length > 0 && ' falls due:'}
              </Text>
              <List size="sm">
                {waiting.map(item => (
                  <List.Item key={item.kind}>
                    {wordsFor(item)}, the first <Time at={item.firstAt} />
                  </List.Item>
                ))}
              </List>
              <Text size="xs" c="dimmed">
                It is done at once. What follows from it in turn, and what begins by a date, comes besides.
              </Text>
            </Stack>
          )}
          {advance.error && <ErrorState error={advance.error} />}
          <Group>
            <Button type="submit" loading={advance.isPending} disabled={by.trim() === '' || isWrong}>
              Advance the clock
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
