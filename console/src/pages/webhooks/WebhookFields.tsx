import { NumberInput, SimpleGrid, Stack, TagsInput, TextInput } from '@mantine/core'
import { faultOf } from '../../api/problem.ts'
import { useAnswer } from '../../api/queries.ts'
import { useMay } from '../../session/session.tsx'
import { EventTypesField } from './EventTypesField.tsx'
import { type HeaderLine, HeadersField } from './HeadersField.tsx'

export interface WebhookValues {
  readonly url: string
  readonly description: string
  readonly eventTypes: readonly string[]
  readonly schemaIds: readonly string[]
  readonly contactTypes: readonly string[]
  readonly headers: readonly HeaderLine[]
  readonly concurrency: number
  /** Null: as fast as it takes them. */
  readonly perSecond: number | null
}

export const noValues: WebhookValues = {
  url: '',
  description: '',
  eventTypes: [],
  schemaIds: [],
  contactTypes: [],
  headers: [],
  concurrency: 16,
  perSecond: null,
}

/** Lines without a name are none. */
export const toHeaders = (lines: readonly HeaderLine[]): Record<string, string> =>
  Object.fromEntries(
    lines.filter(({ name }) => name.trim() !== '').map(({ name, value }) => [name.trim(), value]),
  )

interface Props {
  readonly dialect: string
  readonly values: WebhookValues
  readonly error: Error | null
  readonly onChange: (changes: Partial<WebhookValues>) => void
}

/** What is said of a webhook, when it is made and later. */
export function WebhookFields({ dialect, values, error, onChange }: Props) {
  const may = useMay()
  const schemas = useAnswer('listSchemas', { query: { limit: 200 } }, { enabled: may('schemas:read') })
  return (
    <Stack>
      <TextInput
        label="Address"
        description="An http or https address that answers with 2xx when it has taken a message."
        type="url"
        value={values.url}
        onChange={event => onChange({ url: event.currentTarget.value })}
        placeholder="https://shop.example.com/hooks"
        error={faultOf(error, 'url')}
        required
      />
      <TextInput
        label="What it is for"
        value={values.description}
        onChange={event => onChange({ description: event.currentTarget.value })}
        maxLength={500}
        error={faultOf(error, 'description')}
      />
      <EventTypesField
        dialect={dialect}
        value={values.eventTypes}
        onChange={eventTypes => onChange({ eventTypes })}
        error={faultOf(error, 'eventTypes')}
      />
      <TagsInput
        label="Only of these schemas"
        description="Of what it hears of interactions. None: of all."
        data={(schemas.data?.items ?? []).map(({ id }) => id)}
        value={[...values.schemaIds]}
        onChange={schemaIds => onChange({ schemaIds })}
        error={faultOf(error, 'schemaIds')}
        acceptValueOnBlur
      />
      <TagsInput
        label="Only of these contact types"
        description="Of what it hears of contacts, such as Member. None: of all."
        value={[...values.contactTypes]}
        onChange={contactTypes => onChange({ contactTypes })}
        error={faultOf(error, 'contactTypes')}
        acceptValueOnBlur
      />
      <HeadersField
        value={values.headers}
        onChange={headers => onChange({ headers })}
        error={faultOf(error, 'headers')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label="Under way at a time"
          description="With 1 they arrive in their order."
          value={values.concurrency}
          onChange={number => typeof number === 'number' && onChange({ concurrency: number })}
          min={1}
          max={256}
          error={faultOf(error, 'concurrency')}
        />
        <NumberInput
          label="In a second, at most"
          description="Empty: as fast as it takes them."
          value={values.perSecond ?? ''}
          onChange={number => onChange({ perSecond: typeof number === 'number' ? number : null })}
          min={1}
          error={faultOf(error, 'perSecond')}
        />
      </SimpleGrid>
    </Stack>
  )
}
