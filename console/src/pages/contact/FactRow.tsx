import { Box, Collapse, Group, Text, ThemeIcon, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronRight } from '@tabler/icons-react'
import type { Schema, TimelineFact } from '../../api/shapes.ts'
import { JsonView } from '../../kit/JsonView.tsx'
import { Time } from '../../kit/Time.tsx'
import classes from './contact.module.css'
import { iconOf, wordsOf } from './facts.tsx'
import { useNameOfPlace } from './use-name-of-place.ts'

interface Props {
  readonly fact: TimelineFact
  readonly schemas: ReadonlyMap<string, Schema>
}

/** One fact in a line or two; opened, all that is kept of it. */
export function FactRow({ fact, schemas }: Props) {
  const [isOpen, { toggle }] = useDisclosure()
  const Sign = iconOf(fact.type)
  const { title, more } = wordsOf(fact, schemas)
  const about = [useNameOfPlace(fact), more].filter(Boolean).join(' · ')
  return (
    <Box className={classes.fact!}>
      <UnstyledButton onClick={toggle} aria-expanded={isOpen} className={classes.factLine!}>
        <Group gap="sm" wrap="nowrap" align="flex-start">
          <ThemeIcon variant="light" radius="xl" size={32}>
            <Sign size={17} stroke={1.7} aria-hidden />
          </ThemeIcon>
          <Box className={classes.factText!}>
            <Text size="sm" fw={550}>
              {title}
            </Text>
            {about && (
              <Text size="sm" c="dimmed" lineClamp={2}>
                {about}
              </Text>
            )}
          </Box>
          <Text size="xs" c="dimmed" className={classes.factTime!}>
            <Time at={fact.at} />
          </Text>
          <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Box pl={44} pb="sm">
          <JsonView value={fact.data} label={`${title}, details`} maxHeight={320} />
        </Box>
      </Collapse>
    </Box>
  )
}
