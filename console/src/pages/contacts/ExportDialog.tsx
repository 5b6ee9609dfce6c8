import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { type Answer, addressOf } from '../../api/ask.ts'
import { useAnswer, useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { plural } from '../../kit/numbers.tsx'
import type { ContactFilter } from './contacts-search.ts'

interface Props {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly filter: ContactFilter
  readonly columns: readonly string[]
}

/** Those of the list, in a file. It is written on the server, and there for three days. */
export function ExportDialog({ isOpen, onClose, filter, columns }: Props) {
  const [exportId, setExportId] = useState<string>()
  const start = useDeed('createExport', { showsProblem: true, onDone: ({ id }) => setExportId(id) })
  const names = [...new Set(['id', 'firstName', 'lastName', ...columns])]

  function close() {
    setExportId(undefined)
    start.reset()
    onClose()
  }

  return (
    <Modal opened={isOpen} onClose={close} title="Export contacts">
      <Stack>
        {start.error && <ErrorState error={start.error} />}
        {exportId === undefined ? (
          <>
            <Text size="sm">
              Writes {Object.keys(filter).length > 0 ? 'the contacts that are listed' : 'all contacts'} into a
              CSV file, with the columns that are shown: {names.join(', ')}.
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                Cancel
              </Button>
              <Button
                loading={start.isPending}
                onClick={() => start.mutate({ body: { filter, columns: names } })}
              >
                Write the file
              </Button>
            </Group>
          </>
        ) : (
          <Written exportId={exportId} />
        )}
      </Stack>
    </Modal>
  )
}

const isOver = ({ state }: Answer<'getExport'>) => state === 'completed' || state === 'failed'

function Written({ exportId }: { readonly exportId: string }) {
  const params = { exportId }
  const { data, error } = useAnswer('getExport', { params }, { refetchMs: 700, isSettled: isOver })
  const isDone = data !== undefined && isOver(data)
  if (error) return <ErrorState error={error} />
  const { total = 0, done = 0, state } = data ?? {}
  return (
    <Stack>
      <Progress.Root size="lg">
        <Progress.Section value={isDone ? 100 : (100 * done) / Math.max(1, total)} aria-label="Written" />
      </Progress.Root>
      <Text size="sm" role="status">
        {state === 'failed'
          ? 'It failed. Try again; if it fails again, tell whoever runs this server.'
          : `${plural(done, 'contact')} of ${plural(total, 'contact')} written.`}
      </Text>
      {state === 'completed' && (
        <Button
          component="a"
          href={addressOf('getExportFile', { params }).path}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download {data?.fileName}
        </Button>
      )}
    </Stack>
  )
}
