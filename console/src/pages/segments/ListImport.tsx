import { Alert, Button, FileButton, List, Stack, Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'

const reasons: Readonly<Record<string, string>> = {
  unknown: 'no contact has it',
  ambiguous: 'several contacts have it',
  invalid: 'it is no such key',
}

/** Contacts of a CSV into a list. */
export function ListImport({ segmentId }: { readonly segmentId: string }) {
  const put = useDeed('importMembers', {
    changes: ['listMembers', 'getSegment', 'listSegments', 'getSegmentHistory'],
    showsProblem: true,
  })
  async function take(file: File | null) {
    if (file) put.mutate({ params: { segmentId }, body: { csv: await readText(file) } })
  }
  const { data, error } = put
  return (
    <Section title="Put contacts in">
      <Stack align="flex-start" mt="xs">
        <Text size="sm">
          A CSV whose first line names its column: contactId, email, or another key of contacts. Up to 50,000
          rows.
        </Text>
        <FileButton accept=".csv,text/csv" onChange={take}>
          {props => (
            <Button
              {...props}
              variant="default"
              loading={put.isPending}
              leftSection={<IconUpload size={16} aria-hidden />}
            >
              Choose a CSV
            </Button>
          )}
        </FileButton>
        {error && <ErrorState error={error} />}
        {data && (
          <Alert
            color={data.unknownCount > 0 ? 'gray' : 'teal'}
            title={`${plural(data.added, 'contact')} put in`}
          >
            {plural(data.rows, 'row')}; {data.known} in it already; {data.unknownCount} not found.
            <List size="sm">
              {data.unknown.map(({ line, value, reason }) => (
                <List.Item key={line}>
                  Line {line}, {value}: {reasons[reason] ?? reason}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
      </Stack>
    </Section>
  )
}

/** UTF-8, else Latin-1, as spreadsheets write it. */
async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
