import { List, Text } from '@mantine/core'
import { useAnswer } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { HrefLink } from '../../kit/links.tsx'
import { Section } from '../../kit/Section.tsx'

/** Where things are, by kind. */
const homes: Readonly<Record<string, string>> = { segment: '/segments', campaign: '/campaigns' }

/** What refers to a segment: while anything does, it is not deleted. */
export function Uses({ segmentId }: { readonly segmentId: string }) {
  const { data, error } = useAnswer('listSegmentUses', { params: { segmentId } })
  return (
    <Section title="Used by">
      {error && <ErrorState error={error} />}
      {data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          Nothing refers to it.
        </Text>
      )}
      {data && data.items.length > 0 && (
        <List size="sm" mt="xs">
          {data.items.map(({ kind, id, name, state }) => (
            <List.Item key={id}>
              {kind in homes ? <HrefLink href={`${homes[kind]}/${id}`}>{name}</HrefLink> : name} ({kind}
              {state && `, ${state}`})
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  )
}
