import { Alert, Button, Grid, Group, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonEditor } from '../../kit/JsonEditor.tsx'
import { plural } from '../../kit/numbers.tsx'
import { Section } from '../../kit/Section.tsx'
import type { Trial } from './use-trial.ts'

interface Props {
  readonly payload: string
  readonly onChange: (payload: string) => void
  readonly trial: Trial
  /** Puts in a payload as the definition wants it. */
  readonly onSample: () => void
  /** Whether it is tried against what is not saved yet. */
  readonly isDraft: boolean
}

/** A payload, what would become of it, and all that is wrong with it. Nothing is stored. */
export function TryPayload({ payload, onChange, trial, onSample, isDraft }: Props) {
  return (
    <Section
      title="Try a payload"
      about={
        isDraft
          ? 'Against the definition as it stands here. Nothing is stored.'
          : 'Against the present version. Nothing is stored.'
      }
      actions={
        <Button variant="default" size="xs" onClick={onSample}>
          Take a sample
        </Button>
      }
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <JsonEditor
            label="Payload"
            value={payload}
            onChange={onChange}
            faults={trial.verdict?.faults ?? []}
            minHeight={180}
            maxHeight={420}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Verdict trial={trial} />
        </Grid.Col>
      </Grid>
    </Section>
  )
}

function Verdict({ trial: { verdict, definitionFaults, error, isOlder } }: { readonly trial: Trial }) {
  if (error) return <ErrorState error={error} />
  if (definitionFaults.length > 0)
    return (
      <Alert color="gray" title="The definition has faults">
        Mend them first; then the payload is tried.
      </Alert>
    )
  if (!verdict)
    return (
      <Text size="sm" c="dimmed">
        What is to be tried cannot be read yet.
      </Text>
    )
  const { isValid, faults } = verdict
  return (
    <Stack gap="xs" aria-live="polite" style={{ opacity: isOlder ? 0.6 : 1 }}>
      <Alert
        color={isValid ? 'parley' : 'red'}
        title={isValid ? 'It would be accepted' : 'It would be rejected'}
        icon={isValid ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
      >
        {isValid
          ? 'It follows the schema.'
          : `${plural(faults.length, 'fault')}. It would be kept among the rejected, and could be replayed.`}
      </Alert>
      {faults.map(({ pointer, detail }) => (
        <Group key={`${pointer} ${detail}`} gap={6} wrap="nowrap" align="baseline">
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {pointer.slice(1).replaceAll('~1', '/').replaceAll('~0', '~') || 'The payload'}
          </Text>
          <Text size="sm">{detail}</Text>
        </Group>
      ))}
    </Stack>
  )
}
