import { Stack, Text } from '@mantine/core'
import { TextDiff } from '../../kit/TextDiff.tsx'
import type { Draft } from './draft.ts'

const labels: Readonly<Record<keyof Draft, string>> = {
  name: 'Name',
  channel: 'Channel',
  isTransactional: 'Answers something that the contact did',
  consentIds: 'Consents',
  subject: 'Subject or title',
  markup: 'Written in',
  mjml: 'MJML',
  html: 'HTML',
  text: 'Text',
  payload: 'Payload',
  placement: 'Place',
  url: 'A click leads to',
  imageUrl: 'Picture',
  validFor: 'Shown for',
  senderAddress: 'From',
  senderName: 'Name of the sender',
  replyTo: 'Answers go to',
  tracksOpens: 'Notes when it is opened',
  tracksLinks: 'Notes which links are followed',
}

/** What differs of what is there now from what was entered, by what people call it. */
export function DraftDifferences({ theirs, mine }: { readonly theirs: Draft; readonly mine: Draft }) {
  const names = Object.keys(labels) as (keyof Draft)[]
  const changed = names.filter(name => String(theirs[name]) !== String(mine[name]))
  if (changed.length === 0) return <Text size="sm">Both are the same.</Text>
  return (
    <>
      <Text size="sm" c="dimmed">
        − is there now, + is yours.
      </Text>
      {changed.map(name => (
        <Stack key={name} gap={4}>
          <Text size="sm" fw={600}>
            {labels[name]}
          </Text>
          <TextDiff label={labels[name]} before={String(theirs[name])} after={String(mine[name])} />
        </Stack>
      ))}
    </>
  )
}
