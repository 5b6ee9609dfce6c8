import {
  Button,
  Group,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultOf, Problem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonEditor } from '../../kit/JsonEditor.tsx'
import { ProviderFields } from './ProviderFields.tsx'
import { kindOf, type Provider, providerKinds } from './provider-kinds.ts'
import { readSettings, settingsText } from './provider-settings.ts'
import { ReportAddress } from './ReportAddress.tsx'

interface Props {
  readonly provider?: Provider
  readonly onDone: () => void
}

const changes = ['listProviders', 'getProvider'] as const

/**
 * A provider: how it is called, in which order it is asked, and what its kind wants to know, as fields or as JSON. Each
 * follows the other: what is kept is the text.
 */
export function ProviderForm({ provider, onDone }: Props) {
  const [kindAt, setKindAt] = useState(0)
  const chosen = provider ? kindOf(provider) : providerKinds[kindAt]!
  const fields = chosen?.fields ?? []
  const [isJson, setJson] = useState(provider !== undefined && chosen === undefined)
  const [name, setName] = useState(provider?.name ?? '')
  const [priority, setPriority] = useState(provider?.priority ?? 0)
  const [isEnabled, setEnabled] = useState(provider?.isEnabled ?? true)
  const [text, setText] = useState(() => settingsText(provider?.settings ?? {}))
  const create = useDeed('createProvider', { changes, done: 'Provider made', showsProblem: true, onDone })
  const update = useDeed('updateProvider', { changes, done: 'Provider saved', showsProblem: true })
  const remove = useDeed('deleteProvider', { changes, done: 'Provider deleted', onDone })
  const { error, isPending } = provider ? update : create
  const settings = readSettings(text)

  function submit(event: FormEvent) {
    event.preventDefault()
    const body = { name: name.trim(), priority, isEnabled, settings: settings ?? {} }
    if (!provider) {
      const { channel = '', kind = '' } = chosen ?? {}
      return create.mutate({ body: { ...body, channel, kind } })
    }
    // In a merge patch null takes a setting away.
    const gone = Object.keys(provider.settings).filter(key => !Object.hasOwn(body.settings, key))
    const merged = { ...Object.fromEntries(gone.map(key => [key, null])), ...body.settings }
    update.mutate({
      params: { providerId: provider.id },
      body: { ...body, settings: merged },
      headers: { 'if-match': `"${provider.version}"` },
    })
  }

  const faults = (error instanceof Problem ? error.faults : []).filter(({ field }) =>
    field?.startsWith('settings'),
  )
  // Of an object the server tells what is wrong with it as a whole: that is said at its first field.
  const placeOf = (name: string) =>
    fields.find(field => field.name.split('.')[0] === name.split('.')[0])?.name
  const isAtField = (name: string) => fields.some(field => field.name === name)
  const faultAt = (name: string) =>
    faults.find(({ field = '' }) => {
      const setting = field.replace(/^settings\./, '')
      return setting === name || (!isAtField(setting) && placeOf(setting) === name)
    })?.detail
  const unplaced = isJson ? [] : faults.filter(({ field = '' }) => !placeOf(field.replace(/^settings\./, '')))
  const isElsewhere = error && (unplaced.length > 0 || (faults.length === 0 && !faultOf(error, 'name')))
  return (
    <form onSubmit={submit}>
      <Stack>
        {isElsewhere && <ErrorState error={error} />}
        {!provider && (
          <NativeSelect
            label="Kind"
            value={kindAt}
            data={providerKinds.map(({ label }, index) => ({ value: String(index), label }))}
            onChange={event => {
              const next = Number(event.currentTarget.value)
              setKindAt(next)
              setText('{}')
              create.reset()
            }}
          />
        )}
        <TextInput
          label="Name"
          required
          value={name}
          error={faultOf(error, 'name')}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Group align="flex-end">
          <NumberInput
            label="Order"
            value={priority}
            allowDecimal={false}
            w={120}
            onChange={next => typeof next === 'number' && setPriority(next)}
          />
          <Switch
            label="Enabled"
            mb={8}
            checked={isEnabled}
            onChange={event => setEnabled(event.currentTarget.checked)}
          />
        </Group>
        {(fields.length > 0 || isJson) && (
          <Group justify="space-between">
            <Text size="sm" c="dimmed" style={{ flex: '1 1 14rem' }}>
              {chosen?.about}
            </Text>
            <SegmentedControl
              size="xs"
              aria-label="Settings as"
              value={isJson ? 'json' : 'fields'}
              disabled={!settings || fields.length === 0}
              onChange={next => setJson(next === 'json')}
              data={[
                { value: 'fields', label: 'Fields' },
                { value: 'json', label: 'JSON' },
              ]}
            />
          </Group>
        )}
        {isJson && (
          <JsonEditor
            label="Settings"
            value={text}
            onChange={setText}
            minHeight={140}
            faults={faults.map(({ field = '', detail }) => ({
              pointer: field.replace(/^settings/, '').replaceAll('.', '/'),
              detail,
            }))}
          />
        )}
        {!isJson && (
          <ProviderFields
            key={`${chosen?.kind} ${chosen?.channel}`}
            fields={fields}
            settings={settings ?? {}}
            onChange={next => setText(settingsText(next))}
            faultOf={faultAt}
          />
        )}
        {provider && chosen?.hasReports && <ReportAddress providerId={provider.id} />}
        <Group justify="flex-end">
          {provider && (
            <ConfirmButton
              question="Delete the provider?"
              consequence="Messages on its channel go by the next one, or are captured in the outbox."
              deed="Delete provider"
              onConfirm={() => remove.mutateAsync({ params: { providerId: provider.id } })}
            >
              Delete
            </ConfirmButton>
          )}
          <Button type="submit" loading={isPending} disabled={!settings || name.trim() === ''}>
            {provider ? 'Save provider' : 'Make provider'}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
