import { Stack, Text } from '@mantine/core'
import { CodeBlock } from '../../kit/CodeBlock.tsx'

/** A secret, this once. */
export function SecretShown({ secret }: { readonly secret: string }) {
  return (
    <Stack gap="xs" role="status">
      <Text fw={600}>Copy the secret now</Text>
      <Text size="sm" c="dimmed">
        It is shown this once. Parley keeps only what it is recognized by.
      </Text>
      <CodeBlock code={secret} label="the secret" />
    </Stack>
  )
}
