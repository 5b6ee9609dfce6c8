import { Group, Loader, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useAnswer } from '../../api/queries.ts'
import { ContactLink } from '../../kit/ContactLink.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { count } from '../../kit/numbers.tsx'
import { isComplete, type Rule } from '../../kit/rule/rule.ts'
import { useLive } from '../../live/facts.ts'

const restMs = 400

/** Whom the rule is true of at this moment; asked again when something happens. */
export function usePreview(rule: Rule, includesUnapproved: boolean) {
  const [rested] = useDebouncedValue(rule, restMs)
  const enabled = isComplete(rested)
  const preview = useAnswer(
    'previewSegment',
    { body: { rule: { ...rested }, includesUnapproved } },
    { enabled, keepsPrevious: true },
  )
  useLive(['interaction.*', 'contact.*', 'purchase.*', 'message.*', 'segment.*'], ['previewSegment'])
  return { ...preview, isComplete: enabled, isResting: rested !== rule }
}

export function Preview({ preview }: { readonly preview: ReturnType<typeof usePreview> }) {
  if (!preview.isComplete)
    return (
      <Text size="sm" c="dimmed">
        Fill in what is still empty, and the count follows.
      </Text>
    )
  if (preview.error) return <ErrorState error={preview.error} />
  const { data } = preview
  if (!data) return <Loader size="sm" aria-label="Counting" />
  const isOlder = preview.isResting || preview.isPlaceholderData
  return (
    <Stack gap="xs">
      <Group gap="xs" aria-live="polite">
        <Text fz="1.6rem" fw={650} lh={1.25} data-testid="count">
          {data.isEstimate ? `About ${count(data.count)}` : count(data.count)}
        </Text>
        <Text size="sm">{data.count === 1 ? 'contact' : 'contacts'}</Text>
        {isOlder && <Loader size="xs" aria-label="Counting" />}
      </Group>
      {data.isEstimate && (
        <Text size="sm" c="dimmed">
          An estimate: it may be off by {count(data.margin)}. The segment itself is computed to the contact.
        </Text>
      )}
      {data.sample.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            Some of them
          </Text>
          <Stack gap={4}>
            {data.sample.slice(0, 8).map(id => (
              <ContactLink key={id} contactId={id} />
            ))}
          </Stack>
        </>
      )}
    </Stack>
  )
}
