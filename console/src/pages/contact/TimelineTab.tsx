import { Chip, Group } from '@mantine/core'
import { IconTimeline } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePages } from '../../api/queries.ts'
import type { Contact } from '../../api/shapes.ts'
import { EmptyState } from '../../kit/EmptyState.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { LongList } from '../../kit/LongList.tsx'
import { PageLoading } from '../../kit/PageLoading.tsx'
import { Section } from '../../kit/Section.tsx'
import { useLive } from '../../live/facts.ts'
import { FactRow } from './FactRow.tsx'
import { kinds, typesOf } from './facts.tsx'
import { useSchemas } from './use-schemas.ts'

const route = getRouteApi('/shell/contacts/$contactId')

/** Everything that happened, in one order, the newest first. */
export function TimelineTab({ contact }: { readonly contact: Contact }) {
  const { kinds: chosen = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const nouns = chosen === '' ? [] : chosen.split(',')
  function choose(next: string[]) {
    navigate({
      search: { tab: 'timeline', ...(next.length > 0 && { kinds: next.join(',') }) },
      replace: true,
      resetScroll: false,
    })
  }
  return (
    <Section flush>
      <Group p="md" gap="xs" role="group" aria-label="Kinds of facts">
        <Chip.Group multiple value={nouns} onChange={choose}>
          {kinds.map(({ noun, label }) => (
            <Chip key={noun} value={noun} size="xs" variant="outline">
              {label}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
      <Facts contact={contact} types={typesOf(nouns)} />
    </Section>
  )
}

interface FactsProps {
  readonly contact: Contact
  readonly types: string | undefined
  readonly empty?: React.ReactNode
}

/** The facts of a contact whose types fit, live. */
export function Facts({ contact, types, empty }: FactsProps) {
  const { byId } = useSchemas()
  const query = { limit: 100, ...(types !== undefined && { types }) }
  const facts = usePages('getTimeline', { params: { contactId: contact.id }, query }, { keepsPrevious: true })
  useLive(['*'], ['getTimeline'], contact.id)
  if (facts.isPending) return <PageLoading />
  if (facts.error && facts.items.length === 0)
    return <ErrorState error={facts.error} onRetry={() => facts.refetch()} />
  if (facts.items.length === 0)
    return (
      empty ?? (
        <EmptyState icon={IconTimeline} title="Nothing of this kind yet">
          What this contact does, and what is done with it, appears here as it happens.
        </EmptyState>
      )
    )
  return (
    <LongList
      label="Facts"
      items={facts.items}
      keyOf={({ id }) => id}
      estimate={66}
      more={facts}
      render={fact => <FactRow fact={fact} schemas={byId} />}
    />
  )
}
