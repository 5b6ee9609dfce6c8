import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { HrefLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { type Fact, useFacts } from '../../live/facts.ts'

const most = 14

interface Heard extends Fact {
  readonly key: number
}

/** Facts as they come in, while one looks. */
export function Happening() {
  const [facts, setFacts] = useState<readonly Heard[]>([])
  useFacts(['*'], fact =>
    setFacts(before => [{ ...fact, key: (before[0]?.key ?? 0) + 1 }, ...before].slice(0, most)),
  )
  return (
    <Section title="As it happens" about="New facts appear here while you look.">
      <Stack gap="sm" aria-live="polite" mih={120}>
        {facts.length === 0 && (
          <Text size="sm" c="dimmed">
            Waiting for the next one: an interaction, a message, a change of a contact.
          </Text>
        )}
        {facts.map(({ key, type, at, contactId }) => (
          <div key={key}>
            <Text size="sm" fw={550}>
              {contactId ? (
                <HrefLink href={`/contacts/${contactId}`}>{wordsFor(type)}</HrefLink>
              ) : (
                wordsFor(type)
              )}
            </Text>
            <Text size="xs" c="dimmed">
              <Time at={at} />
            </Text>
          </div>
        ))}
      </Stack>
    </Section>
  )
}

function wordsFor(type: string): string {
  const words = type.replace('.', ' ').replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
