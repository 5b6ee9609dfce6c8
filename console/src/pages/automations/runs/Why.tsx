import { List, Stack, Text } from '@mantine/core'
import { useAnswer } from '../../../api/queries.ts'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { PageLoading } from '../../../kit/PageLoading.tsx'
import { StateBadge } from '../../../kit/StateBadge.tsx'
import { Time } from '../../../kit/Time.tsx'
import type { Automation } from '../automation-state.tsx'

interface Props {
  readonly automation: Automation
  readonly contactId: string
}

/** Why a contact got it, or did not: in sentences, and by what happened to it. */
export function Why({ automation, contactId }: Props) {
  const { data, error, refetch } = useAnswer('explainContact', {
    params: { automationId: automation.id, contactId },
  })
  if (error) return <ErrorState error={error} onRetry={refetch} />
  if (!data) return <PageLoading />
  return (
    <Stack gap="sm" aria-live="polite">
      <List size="sm" spacing="xs" aria-label="Why">
        {data.says.map(sentence => (
          <List.Item key={sentence}>{readable(sentence)}</List.Item>
        ))}
      </List>
      {data.facts.length > 0 && (
        <div>
          <Text size="sm" fw={600} mb={4}>
            What happened to the contact
          </Text>
          <List size="sm" spacing={4} listStyleType="none">
            {data.facts.slice(0, 10).map(({ factId, type, at, fits }) => (
              <List.Item key={factId}>
                <StateBadge tone={fits ? 'good' : 'neutral'}>{fits ? 'fits' : 'does not fit'}</StateBadge>{' '}
                {type}{' '}
                <Text span size="xs" c="dimmed">
                  <Time at={at} form="short" />
                </Text>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Stack>
  )
}

const times = /\d{4}-\d\d-\d\dT[\d:.]+Z/g

/** With times as people read them; which run it was stands beside it. */
function readable(sentence: string) {
  const words = sentence.replace(/^Run [0-9a-f-]{36}/, 'A run').replace(/ of run [0-9a-f-]{36}/, '')
  const moments = words.match(times) ?? []
  const [first = '', ...rest] = words.split(times)
  return (
    <>
      {first}
      {rest.map((part, n) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
        <span key={n}>
          <Time at={moments[n]!} form="short" />
          {part}
        </span>
      ))}
    </>
  )
}
