import { Button, Group, Stack, Text } from '@mantine/core'
import { CodeBlock } from '../../kit/CodeBlock.tsx'

/** A link, this once. */
export function Invitation({ url, onDone }: { readonly url: string; readonly onDone: () => void }) {
  return (
    <Stack role="status">
      <Text size="sm">
        Send this link to the person: there they choose their password. It is shown this once, and works once.
      </Text>
      <CodeBlock code={url} label="the invitation" />
      <Group justify="flex-end">
        <Button onClick={onDone}>Close</Button>
      </Group>
    </Stack>
  )
}
