import { Anchor, Group } from '@mantine/core'
import { Section } from '../../kit/Section.tsx'

const references = [
  { label: 'Parley v1', path: '/parley/v1' },
  { label: 'Voyado v2', path: '/api/v2' },
  { label: 'Voyado v3', path: '/api/v3' },
  { label: 'WebEngage v1', path: '/v1' },
  { label: 'WebEngage v2', path: '/v2' },
] as const

/** The pages on which the server describes its APIs. */
export function References() {
  return (
    <Section title="API references" about="What each API takes and answers, to be tried out there.">
      <Group gap="lg">
        {references.map(({ label, path }) => (
          <Anchor key={path} href={`${path}/ui/index`} target="_blank">
            {label}
          </Anchor>
        ))}
      </Group>
    </Section>
  )
}
