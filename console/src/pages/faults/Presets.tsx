import { SimpleGrid, Text, UnstyledButton } from '@mantine/core'
import { Section } from '../../kit/Section.tsx'
import classes from './faults.module.css'
import { presets, type RuleValues } from './rule-values.ts'

/** Bad days to begin with; each can be changed before it is made. */
export function Presets({ onChoose }: { readonly onChoose: (values: Partial<RuleValues>) => void }) {
  return (
    <Section title="A bad day">
      <SimpleGrid cols={{ base: 1, xs: 2, lg: 5 }} mt="sm">
        {presets.map(({ title, about, values }) => (
          <UnstyledButton key={title} className={classes.preset!} onClick={() => onChoose(values)}>
            <Text fw={600} size="sm">
              {title}
            </Text>
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          </UnstyledButton>
        ))}
      </SimpleGrid>
    </Section>
  )
}
