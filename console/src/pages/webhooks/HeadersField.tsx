import { ActionIcon, Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useId } from 'react'

export interface HeaderLine {
  readonly key: string
  readonly name: string
  readonly value: string
  /** It is kept on the server, which does not show its value again. */
  readonly isKept?: boolean
}

let made = 0
const newLine = (): HeaderLine => ({ key: `new ${++made}`, name: '', value: '' })

interface Props {
  readonly value: readonly HeaderLine[]
  readonly onChange: (lines: HeaderLine[]) => void
  readonly error: string | undefined
}

/** Headers that are sent with each message. Values of those that are kept stay unless they are written anew. */
export function HeadersField({ value, onChange, error }: Props) {
  const about = useId()
  const change = (key: string, changes: Partial<HeaderLine>) =>
    onChange(value.map(line => (line.key === key ? { ...line, ...changes } : line)))
  return (
    <Fieldset legend="Headers" radius="md" aria-describedby={about}>
      <Stack gap="sm">
        <Text id={about} size="sm" c="dimmed">
          Sent with each message: a token that your receiver asks for, say. Values are not shown again.
        </Text>
        {value.map(line => (
          <Group key={line.key} gap="xs" wrap="nowrap" align="flex-end">
            <TextInput
              aria-label="Name of a header"
              placeholder="x-token"
              value={line.name}
              readOnly={line.isKept ?? false}
              onChange={event => change(line.key, { name: event.currentTarget.value })}
              flex={1}
            />
            <TextInput
              aria-label={`Value of ${line.name || 'the header'}`}
              placeholder={line.isKept ? 'stays as it is' : 'value'}
              value={line.value}
              onChange={event => change(line.key, { value: event.currentTarget.value })}
              flex={1}
            />
            <ActionIcon
              size="lg"
              aria-label={`Take ${line.name || 'the header'} away`}
              onClick={() => onChange(value.filter(({ key }) => key !== line.key))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {error && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {error}
          </Text>
        )}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => onChange([...value, newLine()])}
          >
            Add a header
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
