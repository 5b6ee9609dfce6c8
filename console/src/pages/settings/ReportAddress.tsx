import { Group, Text } from '@mantine/core'
import { useAnswer } from '../../api/queries.ts'
import { CopyIcon } from '../../kit/CodeBlock.tsx'

/** Where a provider posts what became of messages. */
export function ReportAddress({ providerId }: { readonly providerId: string }) {
  const { data } = useAnswer('getProvider', { params: { providerId } })
  if (!data) return null
  return (
    <div>
      <Text size="sm" fw={500}>
        Address for reports
      </Text>
      <Text size="xs" c="dimmed">
        What became of messages is posted there by the provider; it needs no key.
      </Text>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere', minWidth: 0 }}>
          {data.reportUrl}
        </Text>
        <CopyIcon value={data.reportUrl} label="Copy the address for reports" />
      </Group>
    </div>
  )
}
