import { Button, Group, Stack, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay, IconRadar2 } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { FilterBar } from '../../kit/FilterBar.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { TextLink } from '../../kit/links.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import { Time } from '../../kit/Time.tsx'
import { type Fact, useFacts } from '../../live/facts.ts'
import classes from './events.module.css'

const mostKept = 500
const mostShown = 100
const drawnMs = 250

interface Heard extends Fact {
  readonly key: number
}

/** Facts as they come in. While it is paused they are counted and kept, and nothing moves. */
export function LiveTail() {
  const heard = useHeard()
  const [paused, setPaused] = useState<readonly Heard[]>()
  const [words, setWords] = useState('')
  const shown = (paused ?? heard).filter(fact => fits(fact, words))
  const missed = paused ? (heard[0]?.key ?? 0) - (paused[0]?.key ?? 0) : 0
  return (
    <Section flush>
      <FilterBar search={{ label: 'Type, contact or a word in it', value: words, onChange: setWords }}>
        <Button
          variant="default"
          onClick={() => setPaused(paused ? undefined : heard)}
          leftSection={
            paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
        <Text size="sm" c="dimmed" role="status">
          {paused
            ? `Paused; ${plural(missed, 'fact')} came since`
            : `Follows; ${plural(heard[0]?.key ?? 0, 'fact')} so far`}
        </Text>
      </FilterBar>
      {shown.length === 0 ? (
        <EmptyState
          icon={IconRadar2}
          title={words === '' ? 'Nothing happened since you look' : 'Nothing of that kind yet'}
        >
          Post an interaction or change a contact: it appears here at once. What happened before is on the
          timeline of each contact.
        </EmptyState>
      ) : (
        <Stack gap={0}>
          {shown.slice(0, mostShown).map(fact => (
            <FactLine key={fact.key} fact={fact} />
          ))}
        </Stack>
      )}
    </Section>
  )
}

/** The latest facts, the newest first; drawn a few times in a second at most, however many come. */
function useHeard(): readonly Heard[] {
  const [heard, setHeard] = useState<readonly Heard[]>([])
  const waiting = useRef<Fact[]>([])
  useFacts(['*'], fact => {
    waiting.current.push(fact)
  })
  useEffect(() => {
    const timer = setInterval(() => {
      const came = waiting.current
      if (came.length === 0) return
      waiting.current = []
      setHeard(before => {
        const last = before[0]?.key ?? 0
        const numbered = came.map((fact, index) => ({ ...fact, key: last + index + 1 }))
        return [...numbered.toReversed(), ...before].slice(0, mostKept)
      })
    }, drawnMs)
    return () => clearInterval(timer)
  }, [])
  return heard
}

function FactLine({ fact }: { readonly fact: Heard }) {
  const { type, at, contactId, data = {} } = fact
  return (
    <details className={classes.fact}>
      <summary>
        <Group gap="md" justify="space-between" wrap="nowrap">
          <Text size="sm" fw={550} style={{ overflowWrap: 'anywhere' }}>
            {type}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <Time at={at} isPast />
          </Text>
        </Group>
      </summary>
      <Stack gap="xs" pt="xs">
        {contactId && (
          <Text size="sm">
            Of{' '}
            <TextLink to="/contacts/$contactId" params={{ contactId }}>
              this contact
            </TextLink>
          </Text>
        )}
        <JsonView value={data} label={`the data of ${type}`} maxHeight={280} />
      </Stack>
    </details>
  )
}

/** Any word of its type, its contact or its data. */
function fits({ type, contactId, data }: Fact, words: string): boolean {
  const text = words.trim().toLowerCase()
  if (text === '') return true
  return `${type} ${contactId ?? ''} ${JSON.stringify(data ?? {})}`.toLowerCase().includes(text)
}
