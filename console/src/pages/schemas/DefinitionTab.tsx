import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { faultOf, Problem } from '../../api/problem.ts'
import type { Schema } from '../../api/shapes.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonView } from '../../kit/JsonView.tsx'
import { Overtaken } from '../../kit/Overtaken.tsx'
import { Section } from '../../kit/Section.tsx'
import { useMay } from '../../session/session.tsx'
import { Designer } from './Designer.tsx'
import { Differences } from './Differences.tsx'
import { readText } from './definition.ts'
import classes from './schemas.module.css'
import type { DraftOfSchema } from './use-draft.ts'
import { useTrial } from './use-trial.ts'

interface Props {
  readonly schema: Schema
  readonly draft: DraftOfSchema
}

/** What it must say, to be changed. Under the version that was there when the changing began. */
export function DefinitionTab({ schema, draft }: Props) {
  const may = useMay()('schemas:write')
  const { displayName, text, isDirty, isBusy, error } = draft
  const trial = useTrial(schema.id, text, '{}')
  if (!may)
    return (
      <Section title="JSON Schema" about="Your role reads it, and does not change it.">
        <JsonView value={schema.jsonSchema} label="JSON Schema" maxHeight={720} />
      </Section>
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        draft.save()
      }}
    >
      <Stack gap="lg">
        {draft.isOvertaken && (
          <Overtaken
            what="schema"
            read={() => schema}
            compare={() => (
              <Differences
                before={{ title: 'There now', schema: { ...schema.jsonSchema, Name: schema.displayName } }}
                after={{ title: 'Yours', schema: { ...readText(text), Name: displayName } }}
              />
            )}
            onTheirs={draft.drop}
            onMine={draft.goOnWithMine}
          />
        )}
        {error && !(error instanceof Problem && error.code === 'schema-definition-invalid') && (
          <ErrorState error={error} />
        )}
        <Section>
          <TextInput
            label="Name"
            description="What people call it."
            required
            maw={480}
            value={displayName}
            error={faultOf(error, 'displayName')}
            onChange={event => draft.change({ displayName: event.currentTarget.value })}
          />
        </Section>
        <Designer
          text={text}
          onChange={next => draft.change({ text: next })}
          faults={trial.definitionFaults}
        />
        {(isDirty || schema.learnt) && (
          <Group className={classes.saving!} justify="space-between">
            <Text size="sm" c="dimmed">
              {schema.learnt
                ? 'As a registered schema it checks what comes.'
                : 'What is stored stays. What comes from now on is checked against this.'}
            </Text>
            <Group gap="xs">
              {isDirty && (
                <Button variant="default" onClick={draft.drop}>
                  Discard changes
                </Button>
              )}
              <Button
                type="submit"
                loading={isBusy}
                disabled={readText(text) === undefined || draft.isOvertaken}
              >
                {schema.learnt ? 'Register schema' : 'Save schema'}
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </form>
  )
}
