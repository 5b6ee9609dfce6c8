import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { ask } from '../../api/ask.ts'
import { tellProblem } from '../../api/queries.ts'
import { Section } from '../../kit/Section.tsx'
import { TextDiff } from '../../kit/TextDiff.tsx'
import { type Draft, draftOf, type Template } from './draft.ts'

interface Props {
  readonly templateId: string
  readonly mine: Draft
  /** Edits this draft, under the version of the template. */
  readonly onGoOn: (draft: Draft, from: Template) => void
}

/** Somebody saved the template meanwhile: nothing is lost, and both are shown. */
export function Overtaken({ templateId, mine, onGoOn }: Props) {
  const [theirs, setTheirs] = useState<Template>()

  async function compare() {
    try {
      setTheirs(await ask('getTemplate', { params: { templateId } }))
    } catch (error) {
      tellProblem(error as Error)
    }
  }

  return (
    <>
      <Alert color="gray" title="Somebody changed this template meanwhile">
        <Stack align="flex-start" gap="xs">
          What you entered is still here.
          {!theirs && (
            <Button size="xs" variant="default" onClick={compare}>
              Compare
            </Button>
          )}
        </Stack>
      </Alert>
      {theirs && (
        <Section title="What is there, and what you entered">
          <Stack>
            <Differences theirs={draftOf(theirs)} mine={mine} />
            <Group>
              <Button size="xs" variant="default" onClick={() => onGoOn(draftOf(theirs), theirs)}>
                Go on with theirs
              </Button>
              <Button size="xs" onClick={() => onGoOn(mine, theirs)}>
                Go on with mine
              </Button>
            </Group>
          </Stack>
        </Section>
      )}
    </>
  )
}

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
  senderAddress: 'From',
  senderName: 'Name of the sender',
  replyTo: 'Answers go to',
  tracksOpens: 'Notes when it is opened',
  tracksLinks: 'Notes which links are followed',
}

function Differences({ theirs, mine }: { readonly theirs: Draft; readonly mine: Draft }) {
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
