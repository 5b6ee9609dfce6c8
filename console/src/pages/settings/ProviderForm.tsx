import { Button, Group, NativeSelect, NumberInput, Stack, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { faultOf, isProblem, Problem } from '../../api/problem.ts'
import { useDeed } from '../../api/queries.ts'
import { ConfirmButton } from '../../kit/ConfirmButton.tsx'
import { ErrorState } from '../../kit/ErrorState.tsx'
import { JsonEditor } from '../../kit/JsonEditor.tsx'
import { type Provider, providerKinds } from './provider-kinds.ts'

interface Props {
  readonly provider?: Provider
  readonly onDone: () => void
}

const changes = ['listProviders', 'getProvider'] as const

/** A provider: how it is called, in which order it is asked, and what its kind wants to know. */
export function ProviderForm({ provider, onDone }: Props) {
  const [kindAt, setKindAt] = useState(0)
  const chosen = providerKinds[kindAt]!
  const [name, setName] = useState(provider?.name ?? '')
  const [priority, setPriority] = useState(provider?.priority ?? 0)
  const [isEnabled, setEnabled] = useState(provider?.isEnabled ?? true)
  const [text, setText] = useState(() => textOf(provider?.settings ?? chosen.settings))
  const create = useDeed('createProvider', { changes, done: 'Provider made', showsProblem: true, onDone })
  const update = useDeed('updateProvider', { changes, done: 'Provider saved', showsProblem: true })
  const remove = useDeed('deleteProvider', { changes, done: 'Provider deleted', onDone })
  const { error, isPending } = provider ? update : create
  const settings = readText(text)

  function submit(event: FormEvent) {
    event.preventDefault()
    const body = { name: name.trim(), priority, isEnabled, settings: settings ?? {} }
    if (!provider) return create.mutate({ body: { ...body, channel: chosen.channel, kind: chosen.kind } })
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
  const isElsewhere = error && faults.length === 0 && !faultOf(error, 'name')
  return (
    <form onSubmit={submit}>
      <Stack>
        {isElsewhere && !isProblem(error, 'version-mismatch') && <ErrorState error={error} />}
        {isProblem(error, 'version-mismatch') && <ErrorState error={error} />}
        {!provider && (
          <NativeSelect
            label="Kind"
            value={kindAt}
            data={providerKinds.map(({ label }, index) => ({ value: String(index), label }))}
            onChange={event => {
              const next = Number(event.currentTarget.value)
              setKindAt(next)
              setText(textOf(providerKinds[next]!.settings))
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

const textOf = (settings: object) => JSON.stringify(settings, null, 2)

function readText(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
