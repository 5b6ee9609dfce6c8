import { Stack, Text } from '@mantine/core'
import { CodeBlock } from '../../kit/CodeBlock.tsx'

/** The secret that signs, this once. */
export function SecretOnce({ secret }: { readonly secret: string }) {
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>Copy the signing secret now</Text>
      <Text size="sm" c="dimmed">
        It is shown this once. With it your receiver sees that a message comes from here and is whole.
      </Text>
      <CodeBlock code={secret} label="the signing secret" />
    </Stack>
  )
}
