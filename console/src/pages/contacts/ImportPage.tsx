import { Alert, Box, Button, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.css'
import { IconFileSpreadsheet, IconUpload, IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Answer, Input } from '../../api/ask.ts'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { ImportsSection } from './ImportsSection.tsx'
import { MappingTable } from './MappingTable.tsx'
import { toBase64 } from './to-base64.ts'

type Preview = Answer<'previewImport'>
type Mode = Input<'createImport'>['body']['mode']
type Mapping = NonNullable<Input<'createImport'>['body']['mapping']>

interface Given {
  readonly fileName: string
  /** In base64: the server finds out the character set. */
  readonly bytes: string
  readonly preview: Preview
  readonly mapping: Mapping
}

/** What was tried is still there when one comes back to do it for real. */
const draftKey = ['import draft']

const mostBytes = 16 * 1024 * 1024

const modes: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'upsert', label: 'Make new contacts, and change known ones' },
  { value: 'create', label: 'Make new contacts only' },
  { value: 'update', label: 'Change known contacts only' },
]

/** A file, what its columns mean, and a try without consequences first. */
export function ImportPage() {
  const client = useQueryClient()
  const [given, setGiven] = useState(() => client.getQueryData<Given>(draftKey))
  const [mapping, setMapping] = useState<Mapping>(given?.mapping ?? [])
  const [mode, setMode] = useState<Mode>('upsert')
  const [blankClears, setBlankClears] = useState(false)
  const [wrongFile, setWrongFile] = useState<string>()
  const navigate = useNavigate()
  const preview = useDeed('previewImport', { showsProblem: true })
  const start = useDeed('createImport', {
    changes: ['listImports'],
    showsProblem: true,
    onDone: ({ id }) => navigate({ to: '/contacts/imports/$importId', params: { importId: id } }),
  })

  async function take([file]: readonly File[]) {
    if (!file) return
    setWrongFile(undefined)
    const bytes = toBase64(await file.arrayBuffer())
    const found = await preview.mutateAsync({ body: { file: bytes } }).catch(() => undefined)
    if (!found) return
    setGiven({ fileName: file.name, bytes, preview: found, mapping: found.mapping })
    setMapping(found.mapping)
  }

  function run(dryRun: boolean) {
    if (!given) return
    const { fileName, bytes: file } = given
    if (dryRun) client.setQueryData(draftKey, { ...given, mapping })
    else client.removeQueries({ queryKey: draftKey })
    start.mutate({ body: { file, fileName, mode, mapping, blankClears, dryRun } })
  }

  return (
    <>
      <PageHeader
        title="Import contacts"
        about="From a CSV file. The first line names the columns; commas, semicolons and any usual character set will do."
        back={<TextLink to="/contacts">Contacts</TextLink>}
      />
      <Stack gap="lg">
        {preview.error && <ErrorState error={preview.error} />}
        {start.error && <ErrorState error={start.error} />}
        {wrongFile && (
          <Alert color="red" role="alert">
            {wrongFile}
          </Alert>
        )}
        <Section>
          <Dropzone
            onDrop={take}
            onReject={() => setWrongFile('That is no single file of at most 16 MiB.')}
            maxSize={mostBytes}
            multiple={false}
            loading={preview.isPending}
            inputProps={{ 'aria-label': 'CSV file' }}
          >
            <Group justify="center" gap="md" mih={110} style={{ pointerEvents: 'none' }}>
              <Dropzone.Accept>
                <IconUpload size={36} stroke={1.5} aria-hidden />
              </Dropzone.Accept>
              <Dropzone.Reject>
                <IconX size={36} stroke={1.5} aria-hidden />
              </Dropzone.Reject>
              <Dropzone.Idle>
                <IconFileSpreadsheet size={36} stroke={1.5} aria-hidden />
              </Dropzone.Idle>
              <div>
                <Text fw={550}>
                  {given ? given.fileName : 'Drop a CSV file here, or press to choose one'}
                </Text>
                <Text size="sm" c="dimmed">
                  {given
                    ? `${given.preview.charset}, columns parted by ${nameOf(given.preview.delimiter)}. Drop another one to begin anew.`
                    : 'At most 16 MiB. Nothing is kept until you say so.'}
                </Text>
              </div>
            </Group>
          </Dropzone>
        </Section>
        {given && (
          <>
            <Section
              title="Columns"
              about="What each column is. Where nothing is said, the column is left out."
              flush
            >
              <MappingTable
                header={given.preview.header}
                rows={given.preview.rows}
                mapping={mapping}
                onChange={setMapping}
              />
            </Section>
            <Section title="How">
              <Stack>
                <NativeSelect
                  label="What is done with each row"
                  value={mode}
                  onChange={event => setMode(event.currentTarget.value as Mode)}
                  data={modes}
                  maw={420}
                />
                <Switch
                  label="A blank cell takes away what is known"
                  checked={blankClears}
                  onChange={event => setBlankClears(event.currentTarget.checked)}
                />
                <Group>
                  <Button onClick={() => run(true)} loading={start.isPending} disabled={mapping.length === 0}>
                    Try it first
                  </Button>
                  <Button
                    variant="default"
                    onClick={() => run(false)}
                    loading={start.isPending}
                    disabled={mapping.length === 0}
                  >
                    Import
                  </Button>
                </Group>
                <Text size="sm" c="dimmed">
                  A try checks every row and writes nothing.
                </Text>
              </Stack>
            </Section>
          </>
        )}
        <Box>
          <ImportsSection />
        </Box>
      </Stack>
    </>
  )
}

const nameOf = (delimiter: string) =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' })[delimiter] ?? delimiter
