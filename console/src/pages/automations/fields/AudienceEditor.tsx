import { Button, Fieldset, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { RuleEditor } from '../../../kit/rule/RuleEditor.tsx'
import type { Rule } from '../../../kit/rule/rule.ts'
import type { EditorProps } from './field.ts'

/** A rule of segments, or nobody is kept out. */
export function AudienceEditor({ field, value, world, pointer, faults, onChange }: EditorProps) {
  return (
    <Fieldset legend={field.label} p="xs">
      <Stack gap="xs">
        {value === undefined ? (
          <>
            <Text size="sm" c="dimmed">
              Everybody.
            </Text>
            <Group>
              <Button
                size="compact-xs"
                variant="light"
                leftSection={<IconPlus size={12} aria-hidden />}
                onClick={() => onChange({ kind: 'all', of: [] })}
              >
                Only who fits a rule
              </Button>
            </Group>
          </>
        ) : (
          <>
            <RuleEditor
              rule={value as Rule}
              world={world.rules}
              faults={faults}
              pointer={pointer}
              onChange={onChange}
            />
            <Group>
              <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)}>
                Everybody may
              </Button>
            </Group>
          </>
        )}
      </Stack>
    </Fieldset>
  )
}
