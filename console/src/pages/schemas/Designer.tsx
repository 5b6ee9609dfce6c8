import { Alert, Button, Grid } from '@mantine/core'
import { useRef } from 'react'
import { JsonEditor, type JsonFault } from '../../kit/JsonEditor.tsx'
import { Section } from '../../kit/Section.tsx'
import { fieldsOf, readText, toText, withFields } from './definition.ts'
import { FieldList } from './FieldList.tsx'

interface Props {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly faults: readonly JsonFault[]
}

/** The fields beside the JSON. Either may be written in, and the other follows. */
export function Designer({ text, onChange, faults }: Props) {
  const schema = readText(text)
  const readable = useRef(text)
  if (schema) readable.current = text
  const shown = schema ?? readText(readable.current) ?? {}
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Section title="Fields">
          {!schema && (
            <Alert color="gray" title="The JSON cannot be read at the moment" mb="sm">
              The fields are those of before. Mend the JSON, or go back to what could be read.
              <br />
              <Button size="xs" variant="default" mt="xs" onClick={() => onChange(readable.current)}>
                Go back
              </Button>
            </Alert>
          )}
          <fieldset disabled={!schema} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <FieldList
              fields={fieldsOf(shown)}
              faults={faults}
              onChange={fields => onChange(toText(withFields(shown, fields)))}
            />
          </fieldset>
        </Section>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Section title="JSON">
          <JsonEditor
            label="JSON Schema"
            value={text}
            onChange={onChange}
            faults={schema ? faults : noFaults}
            minHeight={320}
            maxHeight={720}
          />
        </Section>
      </Grid.Col>
    </Grid>
  )
}

const noFaults: readonly JsonFault[] = []
