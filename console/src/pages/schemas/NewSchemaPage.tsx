import { Button, Group, Stack, TextInput } from '@mantine/core'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { faultOf, Problem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { LeaveGuard } from '../../kit/LeaveGuard.tsx'
import { TextLink } from '../../kit/links.tsx'
import { PageHeader } from '../../kit/PageHeader.tsx'
import { Section } from '../../kit/Section.tsx'
import { Designer } from './Designer.tsx'
import { added, emptyText, fieldsOf, readText, toText, withFields } from './definition.ts'
import { SchemaPage } from './SchemaPage.tsx'
import { sampleText } from './sample.ts'
import { addressOfSchema } from './schema-address.ts'
import { TryPayload } from './TryPayload.tsx'
import { useTrial } from './use-trial.ts'

const route = getRouteApi('/shell/schemas/new')
const startText = toText(withFields(readText(emptyText)!, added([])))

/** Where schemas are made; with a tab it is the one whose id is "new". */
export function NewSchemaPage() {
  const { tab } = route.useSearch()
  return tab ? <SchemaPage /> : <NewSchema />
}

function NewSchema() {
  const navigate = useNavigate()
  const [displayName, setDisplayName] = useState('')
  const [givenId, setGivenId] = useState<string>()
  const [text, setText] = useState(startText)
  const [payload, setPayload] = useState('{\n  \n}')
  const id = givenId ?? idOf(displayName)
  const make = useDeed('createSchema', {
    changes: ['listSchemas'],
    showsProblem: true,
    onDone: made => navigate({ href: addressOfSchema(made.id), ignoreBlocker: true }),
  })
  const trial = useTrial(id, text, payload)
  const schema = readText(text)
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        make.mutate({ body: { id: id.trim(), displayName: displayName.trim(), jsonSchema: schema } })
      }}
    >
      <LeaveGuard isDirty={displayName !== '' || text !== startText} />
      <PageHeader
        title="New schema"
        back={<TextLink to="/schemas">Schemas</TextLink>}
        about="What one kind of interaction is called, and what each must say."
        actions={
          <Button type="submit" loading={make.isPending} disabled={!schema || displayName.trim() === ''}>
            Make schema
          </Button>
        }
      />
      <Stack gap="lg">
        {make.error && !isAtFields(make.error) && <ErrorState error={make.error} />}
        <Section>
          <Group align="flex-start" grow preventGrowOverflow={false}>
            <TextInput
              label="Name"
              description="What people call it."
              placeholder="Product review"
              required
              value={displayName}
              error={faultOf(make.error, 'displayName')}
              onChange={event => setDisplayName(event.currentTarget.value)}
            />
            <TextInput
              label="Id"
              description="What systems call it; it stays. Letters, digits, _ and -."
              placeholder="product-review"
              required
              value={id}
              error={faultOf(make.error, 'id')}
              onChange={event => setGivenId(event.currentTarget.value)}
            />
          </Group>
        </Section>
        <Designer text={text} onChange={setText} faults={trial.definitionFaults} />
        <TryPayload
          payload={payload}
          onChange={setPayload}
          trial={trial}
          isDraft
          onSample={() => schema && setPayload(sampleText(schema))}
        />
        {fieldsOf(schema ?? {}).length > 6 && (
          <Group justify="flex-end">
            <Button type="submit" loading={make.isPending} disabled={displayName.trim() === ''}>
              Make schema
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

/** `Product review` becomes `product-review`. */
function idOf(name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return plain
    .replaceAll(/[^a-z0-9_]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 100)
}

/** Whether every fault is told where it is. */
const isAtFields = (error: Error) =>
  error instanceof Problem &&
  error.code === 'schema-definition-invalid' &&
  error.faults.every(({ pointer = '' }) => /^\/(id|displayName|jsonSchema)\b/.test(pointer))
