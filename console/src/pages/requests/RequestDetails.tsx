import { Drawer, Stack, Text, Title } from '@mantine/core'
import { CodeBlock } from '../../kit/CodeBlock.tsx'
import { Facts } from '../../kit/Facts.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { Time } from '../../kit/Time.tsx'
import { duration } from '../../kit/times.ts'
import { gapOf, type Logged, toCurl } from './to-curl.ts'

interface Props {
  readonly request: Logged | undefined
  readonly keyName: string
  readonly onClose: () => void
}

/** One request: what was sent, what was answered, and the command that sends it again. */
export function RequestDetails({ request, keyName, onClose }: Props) {
  return (
    <Drawer
      opened={request !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={request ? `${request.method} ${request.operation}` : ''}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {request && (
        <Stack>
          <Facts
            of={[
              ['Status', request.status],
              ['Fault rule', request.fault],
              ['Took', duration(request.ms)],
              ['When', <Time key="at" at={request.at} />],
              ['Key', keyName],
              ['System', request.userAgent],
              ['Request id', request.requestId],
              [
                'Path',
                <span key="path" style={{ overflowWrap: 'anywhere' }}>
                  {request.path}
                </span>,
              ],
            ]}
          />
          <Part title="Answer" text={request.answer} />
          <Part title="Body" text={request.body} />
          <Title order={3}>Once more, as curl</Title>
          {gapOf(request) && (
            <Text size="sm" c="dimmed">
              {gapOf(request)}
            </Text>
          )}
          <CodeBlock code={toCurl(request, window.location.origin)} label="the command" />
        </Stack>
      )}
    </Drawer>
  )
}

function Part({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null
  const json = readJson(text)
  const label = `the ${title.toLowerCase()}`
  return (
    <>
      <Title order={3}>{title}</Title>
      {json === undefined ? (
        <CodeBlock code={text} label={label} maxHeight={320} />
      ) : (
        <JsonView value={json} label={label} maxHeight={320} />
      )}
    </>
  )
}

/** Undefined for what is no JSON, such as the mere beginning of some. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
